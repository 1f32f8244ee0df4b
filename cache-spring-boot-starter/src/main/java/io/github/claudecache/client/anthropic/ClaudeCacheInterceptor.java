package io.github.claudecache.client.anthropic;

import java.util.function.Supplier;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.Interceptor;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.ClientCache;
import io.github.claudecache.recording.CallRecorder;
import io.github.claudecache.recording.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Caches {@code POST /v1/messages} of a client of the Anthropic SDK: plain and streamed,
 * blocking and asynchronous, by the literal body of the request. Put it before a client
 * with {@link #attach(AnthropicClient)}: where it is only added to the interceptors of a
 * client, asynchronous calls inside of annotated methods are not recorded.
 * <p>
 * A call takes part if it names a cache in the header {@value #CACHE_HEADER}, or if there
 * is a default cache and the header is absent; an empty header keeps a call out. Calls
 * with references to content elsewhere (a container, files and images by URL or
 * identifier, MCP servers) have no key and go to Claude. What was answered from the cache
 * has the header {@value #CACHE_HEADER} in the response, for example
 * {@code hit; tier=exact; age=37}; its usage is that of the original call.
 * <p>
 * Trouble of the cache, such as a store that is away, never reaches the caller. Safe for
 * use by many threads and clients.
 *
 * @since 0.1.0
 */
public final class ClaudeCacheInterceptor implements Interceptor, CallRecorder {

	/**
	 * The header with the name of the cache, on the way in, and with what came of it, on
	 * the way out. It is never sent to Claude.
	 */
	public static final String CACHE_HEADER = "x-claude-cache";

	/**
	 * The header with the tenant, where the thread does not know it: asynchronous calls
	 * of an application with several tenants are only cached with it. It is never sent to
	 * Claude.
	 */
	public static final String TENANT_HEADER = "x-claude-cache-tenant";

	/**
	 * The header with what the answer depends on: tags with commas between them. It is
	 * never sent to Claude.
	 */
	public static final String TAGS_HEADER = "x-claude-cache-tags";

	private final ClientCache cache;

	private final CallPlanner planner;

	private final long maxAnswerBytes;

	private final RecordedClients clients = new RecordedClients(this);

	/**
	 * Creates an interceptor.
	 * @param cache the cache; asked for when the first call is made
	 * @param tenants whose calls they are; asked for when the first call is made
	 * @param defaultCache the cache of calls that name none; {@code null} for none
	 * @param maxAnswerBytes the largest answer that is remembered while it passes, in
	 * bytes, positive
	 */
	public ClaudeCacheInterceptor(Supplier<ClaudeCache> cache, Supplier<CallTenants> tenants,
			@Nullable String defaultCache, long maxAnswerBytes) {
		this.cache = new ClientCache(cache);
		this.planner = new CallPlanner(this.cache, tenants, defaultCache);
		this.maxAnswerBytes = maxAnswerBytes;
	}

	@Override
	public String library() {
		return "anthropic-java";
	}

	/**
	 * Puts the cache between a client and Claude, as the innermost interceptor. A client
	 * that has it already is not harmed; a stand-in for tests that has no options stays
	 * what it is.
	 * @param client the client, which stays as it is
	 * @return the client with the cache, and what annotated methods ask of it recorded
	 */
	public AnthropicClient attach(AnthropicClient client) {
		AnthropicClient cached = client.withOptions((options) -> options.addInterceptor(this));
		return (cached != null) ? this.clients.of(AnthropicClient.class, cached) : client;
	}

	/**
	 * As {@link #attach(AnthropicClient)}.
	 * @param client the client, which stays as it is
	 * @return the client with the cache, and what annotated methods ask of it recorded
	 */
	public AnthropicClientAsync attach(AnthropicClientAsync client) {
		AnthropicClientAsync cached = client.withOptions((options) -> options.addInterceptor(this));
		return (cached != null) ? this.clients.of(AnthropicClientAsync.class, cached) : client;
	}

	@Override
	public HttpClient intercept(HttpClient httpClient) {
		return new CachingHttpClient(httpClient, this.cache, this.planner, this.maxAnswerBytes, null);
	}

	/**
	 * An interceptor for the calls of one run of an annotated method.
	 */
	Interceptor recording(Recording recording) {
		return (httpClient) -> new CachingHttpClient(httpClient, this.cache, this.planner, this.maxAnswerBytes,
				recording);
	}

}
