package io.github.claudecache.client.anthropic;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import com.anthropic.core.http.HttpMethod;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpRequestBody;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.ClientCache;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request takes part, and what its key is. Never fails. Safe for use by
 * many threads.
 */
final class CallPlanner {

	private static final List<String> PATH = List.of("v1", "messages");

	private static final String OBSERVED = "observed";

	/**
	 * The header of an asynchronous call that an annotated method makes. It is never sent
	 * to Claude.
	 */
	static final String RECORDED_HEADER = "x-claude-cache-recorded";

	private static final Set<String> OWN_HEADERS = Set.of(ClaudeCacheInterceptor.CACHE_HEADER,
			ClaudeCacheInterceptor.TENANT_HEADER, ClaudeCacheInterceptor.TAGS_HEADER, RECORDED_HEADER);

	private final ClientCache cache;

	private final Supplier<CallTenants> tenants;

	private final @Nullable String defaultCache;

	CallPlanner(ClientCache cache, Supplier<CallTenants> tenants, @Nullable String defaultCache) {
		this.cache = cache;
		this.tenants = tenants;
		this.defaultCache = defaultCache;
	}

	/**
	 * Whether an annotated method makes the call, on a thread that does not know it.
	 */
	static boolean isRecorded(HttpRequest request) {
		return header(request, RECORDED_HEADER) != null;
	}

	/**
	 * Looks at a request.
	 * @param request the request as the SDK made it
	 * @param onCallersThread whether the thread is that of the caller
	 * @return the request to send, and the call if it takes part
	 */
	PlannedCall plan(HttpRequest request, boolean onCallersThread) {
		String name = cacheOf(request);
		return take(request, (name == null) ? null : (sent, body) -> call(name, request, sent, body, onCallersThread));
	}

	/**
	 * Looks at a request that an annotated method makes: whatever cache it names is not
	 * asked.
	 * @param request the request as the SDK made it
	 * @return the request to send, and the call if it can be described
	 */
	PlannedCall observe(HttpRequest request) {
		return take(request, (sent, body) -> {
			try {
				return RequestKey.of(OBSERVED, TenantId.DEFAULT, sent, body);
			}
			catch (Exception | LinkageError | StackOverflowError ex) {
				// A method that hides the stop reason is not cached then.
				return null;
			}
		});
	}

	private static PlannedCall take(HttpRequest request,
			@Nullable BiFunction<HttpRequest, byte[], @Nullable MessageCall> reader) {
		HttpRequest sent = withoutOwnHeaders(request);
		HttpRequestBody body = sent.body().orElse(null);
		if (reader == null || body == null || body instanceof SeenBody || request.method() != HttpMethod.POST
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
		return new PlannedCall(sent, reader.apply(sent, bytes));
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
		this.cache.bypass(name, reason);
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
