package io.github.claudecache.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.recording.CallRecorder;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * All annotated methods of the application. Once the singletons are there it looks at
 * every bean, so that a mistake stops the start-up; a bean that appears later is checked
 * at its first call. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class CachedMethods implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(CachedMethods.class);

	private final ConfigurableListableBeanFactory beans;

	private final Supplier<ClaudeCache> cache;

	private final Supplier<Tenants> tenants;

	private final Supplier<CacheCatalog> catalog;

	private final Map<MethodClassKey, CachedMethod> cached = new ConcurrentHashMap<>();

	private final Map<MethodSite, CachedMethod> plans = new ConcurrentHashMap<>();

	private final Map<MethodClassKey, InvalidatingMethod> invalidating = new ConcurrentHashMap<>();

	private final Map<String, CachedMethod> byCache = new ConcurrentHashMap<>();

	/**
	 * Creates an empty collection.
	 * @param beans where to look for annotated methods
	 * @param cache the cache, asked for when the first method is found
	 * @param tenants decides whose call it is
	 * @param catalog the configured caches
	 */
	public CachedMethods(ConfigurableListableBeanFactory beans, Supplier<ClaudeCache> cache, Supplier<Tenants> tenants,
			Supplier<CacheCatalog> catalog) {
		this.beans = beans;
		this.cache = cache;
		this.tenants = tenants;
		this.catalog = catalog;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beans.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beans, name);
			if (type != null && isCandidate(type)) {
				inspect(ClassUtils.getUserClass(type));
			}
		}
	}

	/**
	 * The request that a call of an annotated method makes, for
	 * {@link ClaudeCache#explain}. The method is not called.
	 * @param type the class of the bean
	 * @param method the name of the method, which must not be overloaded
	 * @param arguments the arguments of the call
	 * @return the request; empty if the call would bypass the cache because it has no key
	 * @throws IllegalArgumentException if there is no such method, or several
	 */
	public Optional<ClaudeRequest> request(Class<?> type, String method, @Nullable Object... arguments) {
		Class<?> userClass = ClassUtils.getUserClass(type);
		Method[] found = Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(userClass))
			.filter((candidate) -> candidate.getName().equals(method) && isAnnotated(candidate, ClaudeCached.class))
			.toArray(Method[]::new);
		if (found.length != 1) {
			throw new IllegalArgumentException(userClass.getName() + " has " + found.length + " methods named '"
					+ method + "' with @ClaudeCached");
		}
		CachedMethod plan = cached(found[0], userClass);
		try {
			return Optional.of(plan.request(plan.tenant(arguments, this.tenants.get()), arguments));
		}
		catch (UnkeyableException ex) {
			return Optional.empty();
		}
	}

	/**
	 * What the keys of the methods have that are known by now.
	 * @return one description for each method, in the order of their names
	 */
	public List<DeclaredKey> declaredKeys() {
		return this.plans.values()
			.stream()
			.map(CachedMethod::declaredKey)
			.sorted(Comparator.comparing(DeclaredKey::method))
			.toList();
	}

	CachedMethod cached(Method method, Class<?> targetClass) {
		MethodClassKey key = new MethodClassKey(method, targetClass);
		CachedMethod known = this.cached.get(key);
		return (known != null) ? known : this.cached.computeIfAbsent(key,
				(any) -> this.plans.computeIfAbsent(MethodSite.of(method, targetClass), this::planCached));
	}

	InvalidatingMethod invalidating(Method method, Class<?> targetClass) {
		MethodClassKey key = new MethodClassKey(method, targetClass);
		InvalidatingMethod known = this.invalidating.get(key);
		return (known != null) ? known
				: this.invalidating.computeIfAbsent(key, (any) -> planInvalidating(MethodSite.of(method, targetClass)));
	}

	private void inspect(Class<?> type) {
		for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
			boolean cached = isAnnotated(method, ClaudeCached.class);
			boolean invalidating = isAnnotated(method, ClaudeCacheInvalidate.class);
			if (cached || invalidating) {
				requireInterceptable(MethodSite.of(method, type),
						cached ? ClaudeCached.class : ClaudeCacheInvalidate.class);
			}
			if (cached) {
				cached(method, type);
			}
			if (invalidating) {
				invalidating(method, type);
			}
		}
	}

	private CachedMethod planCached(MethodSite site) {
		ClaudeCached annotation = annotation(site.method(), ClaudeCached.class);
		if (isAnnotated(site.method(), ClaudeCacheInvalidate.class)) {
			throw site.failure("has @ClaudeCached and @ClaudeCacheInvalidate, so a hit would invalidate nothing",
					"Leave one of them, or invalidate in a method of its own.");
		}
		CachedMethod plan = new CachedMethod(site, annotation,
				this.beans.getBeanNamesForType(CallRecorder.class, true, false).length > 0,
				this.beans.getBeanProvider(ResponseCodec.class).orderedStream().toList());
		CachedMethod other = this.byCache.putIfAbsent(plan.cache(), plan);
		if (other != null) {
			requireAlike(plan, other);
		}
		this.cache.get().define(definition(plan));
		if (annotation.trust() && !plan.returns().saysEnd()) {
			logger.info("Method " + site + " has trust = true: its answers are kept without a stop reason,"
					+ " on the developer's word that they are complete");
		}
		return plan;
	}

	private static void requireAlike(CachedMethod plan, CachedMethod other) {
		if (!other.signature().equals(plan.signature())) {
			throw plan.site()
				.failure(
						"cache '" + plan.cache() + "' is also used by " + other.site()
								+ ", which has other parameters or another return type",
						"Give each of them a cache of its own.");
		}
		if (!plan.volatility().isEmpty() && !other.volatility().isEmpty()
				&& !plan.volatility().equals(other.volatility())) {
			throw plan.site()
				.failure(
						"names the volatility class '" + plan.volatility() + "', but cache '" + plan.cache()
								+ "' is also used by " + other.site() + ", which names '" + other.volatility() + "'",
						"Name the same class in both.");
		}
		if (other.semantic() != plan.semantic()) {
			throw plan.site()
				.failure(
						"has semantic = " + plan.semantic() + ", but cache '" + plan.cache() + "' is also used by "
								+ other.site() + ", which has semantic = " + other.semantic(),
						"Write the same in both.");
		}
	}

	private CacheDefinition definition(CachedMethod plan) {
		CacheDefinition definition;
		try {
			definition = this.catalog.get().definition(plan.cache(), plan.volatility(), plan.semantic());
		}
		catch (IllegalArgumentException ex) {
			throw plan.site().failure(ex.getMessage() + ".", "Correct the annotation.");
		}
		if (definition == null) {
			throw plan.site()
				.failure("cache '" + plan.cache() + "' has no volatility class: neither the annotation nor the"
						+ " configuration names one. The configured caches are " + this.catalog.get().names() + ".",
						"Correct the name of the cache, or set volatility in the annotation or claude.cache.caches."
								+ plan.cache() + ".volatility.");
		}
		if (!plan.volatility().isEmpty() && !plan.volatility().equals(definition.volatility())) {
			throw plan.site()
				.failure(
						"names the volatility class '" + plan.volatility() + "', but claude.cache.caches."
								+ plan.cache() + ".volatility is '" + definition.volatility() + "'",
						"Name the class in one of the two places only.");
		}
		if (definition.semantic() != Semantic.OFF && !plan.namesMessage()) {
			throw plan.site()
				.failure(
						"cache '" + plan.cache() + "' answers other wordings of a question, but no parameter of the"
								+ " method is the question",
						"Mark the parameter that has the question with @CacheMessage, or set semantic to off in the"
								+ " annotation and in claude.cache.caches." + plan.cache() + ".");
		}
		return definition;
	}

	private InvalidatingMethod planInvalidating(MethodSite site) {
		return new InvalidatingMethod(site, annotation(site.method(), ClaudeCacheInvalidate.class));
	}

	private static void requireInterceptable(MethodSite site, Class<? extends Annotation> annotation) {
		int modifiers = site.method().getModifiers();
		if (Modifier.isPrivate(modifiers) || Modifier.isFinal(modifiers) || Modifier.isStatic(modifiers)) {
			throw site.failure("@" + annotation.getSimpleName() + " has no effect on a private, final or static method",
					"Make the method overridable, or use the "
							+ ((annotation == ClaudeCached.class) ? "ClaudeCache" : "TagInvalidationService")
							+ " bean inside it.");
		}
	}

	private static <A extends Annotation> A annotation(Method method, Class<A> type) {
		A annotation = AnnotatedElementUtils.findMergedAnnotation(method, type);
		if (annotation == null) {
			throw new IllegalStateException(method + " has no @" + type.getSimpleName());
		}
		return annotation;
	}

	static boolean isAnnotated(Method method, Class<? extends Annotation> annotation) {
		return !method.isBridge() && AnnotatedElementUtils.hasAnnotation(method, annotation);
	}

	private static boolean isCandidate(Class<?> type) {
		return !type.getName().startsWith("org.springframework.")
				&& (AnnotationUtils.isCandidateClass(type, ClaudeCached.class)
						|| AnnotationUtils.isCandidateClass(type, ClaudeCacheInvalidate.class));
	}

}
