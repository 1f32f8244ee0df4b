package io.github.claudecache.aop;

import java.lang.reflect.Method;

import io.github.claudecache.config.ClaudeCacheConfigurationException;

/**
 * Names an annotated method in messages for the developer.
 *
 * @param method the method
 * @param targetClass the class of the bean
 */
record MethodSite(Method method, Class<?> targetClass) {

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
