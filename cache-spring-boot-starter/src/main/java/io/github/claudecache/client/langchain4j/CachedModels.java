package io.github.claudecache.client.langchain4j;

import java.util.function.Supplier;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.ClientCache;
import io.github.claudecache.recording.CallRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Puts the cache between a chat model of LangChain4j and its callers. Models that are
 * beans have it already; others are decorated with {@link #cached(ChatModel)} and its
 * siblings.
 * <p>
 * A call takes part if it names a cache in the attribute {@value #CACHE} of its
 * {@link dev.langchain4j.model.chat.ChatRequestOptions}, or if the decorator or the
 * application has a cache for calls that name none; an empty text keeps a call out. What
 * was answered without asking the model is a {@link CachedChatResponse}; its usage is
 * that of the original call, and the listeners of the model are not told, since it was
 * not called.
 * <p>
 * The key is made of the request, merged with the model's default parameters, and of what
 * the model is configured with. Calls with images or files by URL have no key and go to
 * the model. So do calls of a model whose configuration cannot be read, such as one with
 * a supplier of headers, unless it was decorated with a name for its configuration.
 * <p>
 * A call is looked up on the calling thread, streamed ones too. Trouble of the cache,
 * such as a store that is away, never reaches the caller. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class CachedModels implements CallRecorder {

	/**
	 * The attribute with the name of the cache that a call asks.
	 */
	public static final String CACHE = "x-claude-cache";

	/**
	 * The attribute with the tenant of a call, where the thread does not know it.
	 */
	public static final String TENANT = "x-claude-cache-tenant";

	/**
	 * The attribute with what the answer depends on: tags with commas between them.
	 */
	public static final String TAGS = "x-claude-cache-tags";

	private final ClientCache cache;

	private final CallPlanner planner;

	private final @Nullable String defaultCache;

	private final long maxAnswerBytes;

	/**
	 * Creates a decorator of models.
	 * @param cache the cache; asked for when the first call is made
	 * @param tenants whose calls they are; asked for when the first call is made
	 * @param defaultCache the cache of calls that name none; {@code null} for none
	 * @param maxAnswerBytes the largest answer that is remembered while it passes, in
	 * characters, positive
	 */
	public CachedModels(Supplier<ClaudeCache> cache, Supplier<CallTenants> tenants, @Nullable String defaultCache,
			long maxAnswerBytes) {
		this.cache = new ClientCache(cache);
		this.planner = new CallPlanner(this.cache, tenants);
		this.defaultCache = defaultCache;
		this.maxAnswerBytes = maxAnswerBytes;
	}

	/**
	 * Decorates a model for calls that name a cache, or ask the default one.
	 * @param model the model
	 * @return the model with the cache before it
	 */
	public ChatModel cached(ChatModel model) {
		return decorated(model, this.defaultCache, null);
	}

	/**
	 * Decorates a model. Calls that name no cache ask the one that is named here.
	 * @param model the model
	 * @param cache the name of the cache
	 * @return the model with the cache before it
	 */
	public ChatModel cached(ChatModel model, String cache) {
		return decorated(model, cache, null);
	}

	/**
	 * Decorates a model whose configuration cannot be read.
	 * @param model the model
	 * @param cache the name of the cache
	 * @param configuration stands for whatever the model is configured with besides its
	 * default parameters; two models with the same text share their answers
	 * @return the model with the cache before it
	 */
	public ChatModel cached(ChatModel model, String cache, String configuration) {
		return decorated(model, cache, configuration);
	}

	/**
	 * As {@link #cached(ChatModel)}, for a streaming model.
	 * @param model the model
	 * @return the model with the cache before it
	 */
	public StreamingChatModel cached(StreamingChatModel model) {
		return decorated(model, this.defaultCache, null);
	}

	/**
	 * As {@link #cached(ChatModel, String)}, for a streaming model.
	 * @param model the model
	 * @param cache the name of the cache
	 * @return the model with the cache before it
	 */
	public StreamingChatModel cached(StreamingChatModel model, String cache) {
		return decorated(model, cache, null);
	}

	/**
	 * As {@link #cached(ChatModel, String, String)}, for a streaming model.
	 * @param model the model
	 * @param cache the name of the cache
	 * @param configuration stands for whatever the model is configured with besides its
	 * default parameters; two models with the same text share their answers, a plain and
	 * a streaming one too
	 * @return the model with the cache before it
	 */
	public StreamingChatModel cached(StreamingChatModel model, String cache, String configuration) {
		return decorated(model, cache, configuration);
	}

	@Override
	public String library() {
		return "LangChain4j";
	}

	/**
	 * Whether a model was decorated here, by whichever instance.
	 * @param model the model
	 * @return {@code true} if it asks a cache by itself
	 */
	public static boolean isCached(Object model) {
		return model instanceof CachedChatModel || model instanceof CachedStreamingChatModel;
	}

	private ChatModel decorated(ChatModel model, @Nullable String name, @Nullable String configuration) {
		return new CachedChatModel(model, desk(), name, new ModelSettings(model, configuration));
	}

	private StreamingChatModel decorated(StreamingChatModel model, @Nullable String name,
			@Nullable String configuration) {
		return new CachedStreamingChatModel(model, desk(), name, new ModelSettings(model, configuration));
	}

	private CallDesk desk() {
		return new CallDesk(this.cache, this.planner, this.maxAnswerBytes);
	}

}
