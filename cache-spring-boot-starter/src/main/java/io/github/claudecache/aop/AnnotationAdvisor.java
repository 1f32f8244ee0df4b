package io.github.claudecache.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;

import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Applies an interceptor to the methods that have an annotation, on the class or on an
 * interface.
 *
 * @since 0.1.0
 */
public final class AnnotationAdvisor extends StaticMethodMatcherPointcutAdvisor {

	private final transient Class<? extends Annotation> annotation;

	/**
	 * Creates an advisor.
	 * @param annotation the annotation to look for
	 * @param interceptor what to apply
	 * @param order where in the chain: after method security, before resilience and
	 * transactions
	 */
	public AnnotationAdvisor(Class<? extends Annotation> annotation, MethodInterceptor interceptor, int order) {
		super(interceptor);
		this.annotation = annotation;
		setOrder(order);
		setClassFilter((type) -> AnnotationUtils.isCandidateClass(type, annotation));
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return CachedMethods.isAnnotated(MethodSite.of(method, targetClass).method(), this.annotation);
	}

}
