package io.github.claudecache.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * The parameters of an annotated method, with the annotations that they have there or on
 * an interface.
 */
final class Parameters {

	private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final MethodSite site;

	private final List<MethodParameter> parameters;

	private final @Nullable String @Nullable [] names;

	Parameters(MethodSite site, Class<? extends Annotation> annotation) {
		this.site = site;
		this.parameters = List.of(new AnnotatedMethod(site.method()).getMethodParameters());
		this.names = names(site.method(), annotation);
	}

	// The names where the annotation is: a class may name the parameters of its interface
	// differently, even the other way round.
	private static @Nullable String @Nullable [] names(Method method, Class<? extends Annotation> annotation) {
		Object source = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).get(annotation).getSource();
		@Nullable String[] names = (source instanceof Method declared) ? NAMES.getParameterNames(declared) : null;
		return (names != null) ? names : NAMES.getParameterNames(method);
	}

	int count() {
		return this.parameters.size();
	}

	boolean has(int index, Class<? extends Annotation> annotation) {
		return this.parameters.get(index).hasParameterAnnotation(annotation);
	}

	<A extends Annotation> @Nullable A annotation(int index, Class<A> annotation) {
		return this.parameters.get(index).getParameterAnnotation(annotation);
	}

	ResolvableType type(int index) {
		return ResolvableType.forMethodParameter(this.site.method(), index, this.site.targetClass());
	}

	/**
	 * The name of a parameter.
	 * @throws io.github.claudecache.config.ClaudeCacheConfigurationException if the class
	 * was compiled without parameter names
	 */
	String name(int index) {
		String name = (this.names != null) ? this.names[index] : null;
		if (name == null) {
			throw this.site.failure("its parameters have no names, so they cannot be told apart",
					"Compile with -parameters, or name each factor with @CacheFactor and read no parameter in a tag expression.");
		}
		return name;
	}

	/**
	 * A name for messages, which may have to do without the real one.
	 */
	String shownName(int index) {
		return (this.names != null) ? "'" + this.names[index] + "'" : "number " + (index + 1);
	}

	/**
	 * The types that an expression can read; a constant needs no names.
	 * @throws io.github.claudecache.config.ClaudeCacheConfigurationException if the
	 * expression reads parameters that have no names
	 */
	Map<String, ResolvableType> variablesOf(String expression) {
		Map<String, ResolvableType> variables = new LinkedHashMap<>();
		if (expression.indexOf('#') >= 0) {
			for (int i = 0; i < count(); i++) {
				variables.put(name(i), type(i));
			}
		}
		return variables;
	}

	/**
	 * The values of a call by the names of their parameters, as far as they have names.
	 */
	Map<String, @Nullable Object> variables(@Nullable Object[] arguments) {
		Map<String, @Nullable Object> variables = new LinkedHashMap<>();
		for (int i = 0; i < count(); i++) {
			String name = (this.names != null) ? this.names[i] : null;
			if (name != null) {
				variables.put(name, arguments[i]);
			}
		}
		return variables;
	}

	/**
	 * The one parameter with an annotation.
	 * @return its index, or -1
	 * @throws io.github.claudecache.config.ClaudeCacheConfigurationException if there are
	 * several
	 */
	int only(Class<? extends Annotation> annotation) {
		List<Integer> found = new ArrayList<>();
		for (int i = 0; i < count(); i++) {
			if (has(i, annotation)) {
				found.add(i);
			}
		}
		if (found.size() > 1) {
			throw this.site.failure("has several parameters with @" + annotation.getSimpleName(),
					"Leave the annotation on one of them.");
		}
		return found.isEmpty() ? -1 : found.get(0);
	}

}
