package io.github.claudecache.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.jspecify.annotations.Nullable;

/**
 * The requests and keys of calls that are not made.
 */
final class Requests {

	private static final FingerprintComposer COMPOSER = FingerprintComposer.standard(Namespace.DEFAULT,
			MessageNormalizer.standard(), List.of());

	private Requests() {
	}

	/**
	 * The plan of the one method of a name.
	 */
	static CachedMethod plan(Class<?> type, String method) {
		Method found = Arrays.stream(type.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(method) && !candidate.isSynthetic())
			.findFirst()
			.orElseThrow();
		return new CachedMethod(new MethodSite(found, type), found.getAnnotation(ClaudeCached.class), false, List.of());
	}

	static ClaudeRequest request(Class<?> type, String method, @Nullable Object... arguments) {
		return plan(type, method).request(TenantId.DEFAULT, arguments);
	}

	static Fingerprint key(Class<?> type, String method, @Nullable Object... arguments) {
		ClaudeRequest request = request(type, method, arguments);
		return COMPOSER.compose(CacheDefinition.of(request.cache(), "reference"), request).exact();
	}

}
