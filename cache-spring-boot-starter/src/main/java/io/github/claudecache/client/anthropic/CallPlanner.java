package io.github.claudecache.client.anthropic;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request takes part, and what its key is. Never fails. Safe for use by
 * many threads.
 */
final class CallPlanner {

	private static final Log logger = LogFactory.getLog(CallPlanner.class);

	private static final List<String> PATH = List.of("v1", "messages");

	private static final Set<String> OWN_HEADERS = Set.of(ClaudeCacheInterceptor.CACHE_HEADER,
			ClaudeCacheInterceptor.TENANT_HEADER, ClaudeCacheInterceptor.TAGS_HEADER);

	// The names come from headers, so there may be any number of them.
	private static final int MAX_WARNINGS = 100;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private final Supplier<ClaudeCache> cache;

	private final Supplier<CallTenants> tenants;

	private final @Nullable String defaultCache;

	CallPlanner(Supplier<ClaudeCache> cache, Supplier<CallTenants> tenants, @Nullable String defaultCache) {
		this.cache = cache;
		this.tenants = tenants;
		this.defaultCache = defaultCache;
	}

	/**
	 * Looks at a request.
	 * @param request the request as the SDK made it
	 * @param onCallersThread whether the thread is that of the caller
	 * @return the request to send, and the call if it takes part
	 */
	PlannedCall plan(HttpRequest request, boolean onCallersThread) {
		HttpRequest sent = withoutOwnHeaders(request);
		String name = cacheOf(request);
		HttpRequestBody body = sent.body().orElse(null);
		if (name == null || body == null || body instanceof SeenBody || request.method() != HttpMethod.POST
				|| !PATH.equals(request.pathSegments())) {
			return new PlannedCall(sent, null);
		}
		byte[] bytes;
		try {
			HttpRequestBody repeatable = body.buffered();
			sent = sent.toBuilder().body(repeatable).build();
			ByteArrayOutputStream buffer = new ByteArrayOutputStream();
			repeatable.writeTo(buffer);
			bytes = buffer.toByteArray();
			sent = sent.toBuilder().body(new SeenBody(bytes, repeatable.contentType(), repeatable)).build();
		}
		catch (Exception ex) {
			// Sending it will fail in the same way, where the SDK expects it.
			return new PlannedCall(sent, null);
		}
		return new PlannedCall(sent, call(name, request, sent, bytes, onCallersThread));
	}

	/**
	 * Says once for each cache that its calls are not cached. Without the message of what
	 * was thrown, which may have text of a request in it.
	 */
	void warn(String name, Throwable trouble) {
		if (this.warned.size() < MAX_WARNINGS && this.warned.add(name)) {
			logger.warn("Calls of the cache '" + name.replaceAll("[^A-Za-z0-9._-]", "?")
					+ "' go to Claude uncached: there is no such cache, or it failed with "
					+ trouble.getClass().getName());
		}
	}

	private @Nullable MessageCall call(String name, HttpRequest request, HttpRequest sent, byte[] body,
			boolean onCallersThread) {
		BypassReason reason;
		try {
			return RequestKey.of(name, tenant(request, onCallersThread), sent, body).tagged(tags(request));
		}
		catch (UnkeyableException ex) {
			reason = ex.reason();
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			reason = BypassReason.KEY_FAILED;
		}
		try {
			this.cache.get().bypass(name, reason).refuse(RefusalReason.BYPASSED);
		}
		catch (Exception | LinkageError ex) {
			warn(name, ex);
		}
		return null;
	}

	private TenantId tenant(HttpRequest request, boolean onCallersThread) {
		String named = header(request, ClaudeCacheInterceptor.TENANT_HEADER);
		if (named != null) {
			return new TenantId(named);
		}
		return onCallersThread ? this.tenants.get().ofThread() : this.tenants.get().elsewhere();
	}

	private static List<Tag> tags(HttpRequest request) {
		return request.headers()
			.values(ClaudeCacheInterceptor.TAGS_HEADER)
			.stream()
			.flatMap((value) -> Arrays.stream(value.split(",", -1)))
			.map((tag) -> new Tag(tag.strip()))
			.toList();
	}

	private @Nullable String cacheOf(HttpRequest request) {
		String named = header(request, ClaudeCacheInterceptor.CACHE_HEADER);
		String name = (named != null) ? named : this.defaultCache;
		return (name != null && !name.isBlank()) ? name.strip() : null;
	}

	private static @Nullable String header(HttpRequest request, String name) {
		List<String> values = request.headers().values(name);
		return values.isEmpty() ? null : values.get(values.size() - 1);
	}

	private static HttpRequest withoutOwnHeaders(HttpRequest request) {
		return OWN_HEADERS.stream().allMatch((name) -> request.headers().values(name).isEmpty()) ? request
				: request.toBuilder().removeAllHeaders(OWN_HEADERS).build();
	}

}
