package io.github.claudecache.client.langchain4j;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.ClientCache;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call takes part, and what its key is. Never fails. Safe for use by
 * many threads.
 */
final class CallPlanner {

	private static final String OBSERVED = "observed";

	private static final Log logger = LogFactory.getLog(CallPlanner.class);

	// The names come from calls, so there may be any number of them.
	private static final int MAX_WARNINGS = 100;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private final ClientCache cache;

	private final Supplier<CallTenants> tenants;

	CallPlanner(ClientCache cache, Supplier<CallTenants> tenants) {
		this.cache = cache;
		this.tenants = tenants;
	}

	/**
	 * The cache that a call asks.
	 * @param options what the caller says besides the request, perhaps nothing
	 * @param defaultCache the cache of calls that name none
	 * @return the name; {@code null} if it asks none
	 */
	static @Nullable String cacheOf(@Nullable ChatRequestOptions options, @Nullable String defaultCache) {
		String named = attribute(options, CachedModels.CACHE);
		String name = (named != null) ? named : defaultCache;
		return (name != null && !name.isBlank()) ? name.strip() : null;
	}

	/**
	 * Makes the key of a call. A call without one is counted.
	 * @param name the name of the cache
	 * @param options what the caller says besides the request, perhaps nothing
	 * @param request gives the request with the default parameters of the model
	 * @param settings what the model is configured with besides
	 * @return the call; {@code null} if it has no key
	 */
	@Nullable ChatCall plan(String name, @Nullable ChatRequestOptions options, Supplier<ChatRequest> request,
			ModelSettings settings) {
		BypassReason reason;
		try {
			return ChatKey.of(name, tenant(options), tags(options), request.get(), settings(name, settings).value());
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

	/**
	 * Describes a call that an annotated method makes: whatever cache it names is not
	 * asked.
	 * @param request gives the request with the default parameters of the model
	 * @param settings what the model is configured with besides
	 * @return the call; {@code null} if it cannot be described
	 */
	static @Nullable ChatCall observe(Supplier<ChatRequest> request, ModelSettings settings) {
		try {
			return ChatKey.of(OBSERVED, TenantId.DEFAULT, List.of(), request.get(), settings.value());
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			// A method that hides the stop reason is not cached then.
			return null;
		}
	}

	// Such a model is never cached, which its owner should know.
	private ModelSettings settings(String name, ModelSettings settings) {
		try {
			settings.value();
		}
		catch (UnkeyableException ex) {
			if (this.warned.size() < MAX_WARNINGS && this.warned.add(name + "/" + ex.getMessage())) {
				logger.warn("A model whose calls ask the cache '" + printable(name)
						+ "' is not cached, since not all that it is configured with can be seen. " + ex.getMessage()
						+ ". Decorate it with CachedModels.cached(model, cache, configuration).");
			}
		}
		return settings;
	}

	private TenantId tenant(@Nullable ChatRequestOptions options) {
		String named = attribute(options, CachedModels.TENANT);
		if (named != null) {
			return new TenantId(named);
		}
		CallTenants known = this.tenants.get();
		return CallThread.isOfModel() ? known.elsewhere() : known.ofThread();
	}

	private static List<Tag> tags(@Nullable ChatRequestOptions options) {
		String tags = attribute(options, CachedModels.TAGS);
		return (tags != null) ? Arrays.stream(tags.split(",", -1)).map((tag) -> new Tag(tag.strip())).toList()
				: List.of();
	}

	private static @Nullable String attribute(@Nullable ChatRequestOptions options, String name) {
		Map<Object, Object> attributes = (options != null) ? options.listenerAttributes() : Map.of();
		Object value = attributes.get(name);
		return (value != null) ? value.toString() : null;
	}

	private static String printable(String name) {
		return name.replaceAll("[^A-Za-z0-9._-]", "?");
	}

}
