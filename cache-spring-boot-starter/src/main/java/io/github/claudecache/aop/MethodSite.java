package io.github.claudecache.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import org.aopalliance.intercept.MethodInvocation;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Where an annotated method is: what its annotations, parameters and types are read from,
 * and how it is named in messages for the developer.
 *
 * @param method the method
 * @param targetClass the class of the bean
 */
record MethodSite(Method method, Class<?> targetClass) {

	/**
	 * The site of a method that is called on a class. A method of a dynamic proxy or a
	 * lambda has neither generic types nor parameter names, so the site is in the
	 * interface.
	 */
	static MethodSite of(Method method, Class<?> targetClass) {
		Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
		if (isGenerated(targetClass)) {
			for (Class<?> type : ClassUtils.getAllInterfacesForClass(targetClass)) {
				Method declared = ClassUtils.getMethodIfAvailable(type, method.getName(), method.getParameterTypes());
				if (declared != null && isOurs(declared)) {
					return new MethodSite(declared, type);
				}
			}
		}
		return new MethodSite(specific, targetClass);
	}

	/**
	 * The class that a call goes to.
	 */
	static Class<?> targetClass(MethodInvocation invocation) {
		Object target = invocation.getThis();
		return (target != null) ? ClassUtils.getUserClass(target) : invocation.getMethod().getDeclaringClass();
	}

	private static boolean isOurs(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, ClaudeCached.class)
				|| AnnotatedElementUtils.hasAnnotation(method, ClaudeCacheInvalidate.class);
	}

	private static boolean isGenerated(Class<?> type) {
		return Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type);
	}

	ClaudeCacheConfigurationException failure(String description, String action) {
		return new ClaudeCacheConfigurationException("Method " + this + ": " + description, action);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.targetClass.getName()).append('.')
			.append(this.method.getName())
			.append('(');
		for (Class<?> type : this.method.getParameterTypes()) {
			text.append((text.charAt(text.length() - 1) == '(') ? "" : ", ").append(type.getSimpleName());
		}
		return text.append(')').toString();
	}

}
