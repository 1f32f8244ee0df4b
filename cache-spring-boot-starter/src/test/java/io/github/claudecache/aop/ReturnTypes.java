package io.github.claudecache.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import io.github.claudecache.config.ClaudeCacheConfigurationException;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Makes the plan of a return type without a bean.
 */
final class ReturnTypes {

	private ReturnTypes() {
	}

	static ReturnPlan plan(Class<?> type, String method, boolean trust) {
		Method found = Arrays.stream(type.getMethods())
			.filter((candidate) -> candidate.getName().equals(method) && !candidate.isBridge())
			.findFirst()
			.orElseThrow();
		return ReturnPlan.of(new MethodSite(found, type), trust, false, List.of());
	}

	static ClaudeCacheConfigurationException refusal(Class<?> type, String method, boolean trust) {
		return catchThrowableOfType(ClaudeCacheConfigurationException.class, () -> plan(type, method, trust));
	}

}
