package io.github.claudecache.client.langchain4j;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.Lookup;
import io.github.claudecache.client.Handover;
import io.github.claudecache.recording.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cache before the model. The model is asked as a whole, so it tells its
 * listeners by itself. Safe for use by many threads if the model is.
 */
final class CachedChatModel implements ChatModel {

	private final ChatModel model;

	private final CallDesk desk;

	private final @Nullable String defaultCache;

	private final ModelSettings settings;

	CachedChatModel(ChatModel model, CallDesk desk, @Nullable String defaultCache, ModelSettings settings) {
		this.model = model;
		this.desk = desk;
		this.defaultCache = defaultCache;
		this.settings = settings;
	}

	@Override
	public ChatResponse chat(ChatRequest chatRequest) {
		return answer(null, () -> merged(chatRequest), () -> this.model.chat(chatRequest));
	}

	@Override
	public ChatResponse chat(ChatRequest chatRequest, ChatRequestOptions options) {
		return answer(options, () -> merged(chatRequest), () -> this.model.chat(chatRequest, options));
	}

	@Override
	public ChatResponse doChat(ChatRequest chatRequest) {
		return answer(null, () -> chatRequest, () -> this.model.doChat(chatRequest));
	}

	@Override
	public ChatRequestParameters defaultRequestParameters() {
		return this.model.defaultRequestParameters();
	}

	@Override
	public List<ChatModelListener> listeners() {
		return this.model.listeners();
	}

	@Override
	public ModelProvider provider() {
		return this.model.provider();
	}

	@Override
	public Set<Capability> supportedCapabilities() {
		return this.model.supportedCapabilities();
	}

	/**
	 * The model behind the cache.
	 */
	ChatModel model() {
		return this.model;
	}

	private ChatRequest merged(ChatRequest request) {
		return CallDesk.merged(request, this.model.defaultRequestParameters());
	}

	private ChatResponse answer(@Nullable ChatRequestOptions options, Supplier<ChatRequest> request,
			Supplier<ChatResponse> asked) {
		Recording recording = Recording.current();
		if (recording != null && !CallThread.isAsking()) {
			// The annotated method that makes the call asks the cache; here it is only
			// seen.
			ChatCall seen = this.desk.observe(request, this.settings);
			return ask(
					(seen != null) ? new Delivery(new Handover(recording.sent(seen.request())), seen.identity()) : null,
					asked);
		}
		String name = CallPlanner.cacheOf(options, this.defaultCache);
		if (name == null || CallThread.isAsking()) {
			return asked.get();
		}
		ChatCall call = this.desk.plan(name, options, request, this.settings);
		if (call == null) {
			return asked.get();
		}
		Lookup lookup = this.desk.open(call);
		ServedChat served = this.desk.served(call, lookup);
		if (served == null) {
			return ask(CallDesk.delivery(call, lookup), asked);
		}
		this.desk.audit(call, lookup, served, (delivery) -> ask(delivery, asked));
		return served.response();
	}

	private static ChatResponse ask(@Nullable Delivery delivery, Supplier<ChatResponse> asked) {
		if (delivery == null) {
			return asked.get();
		}
		ChatResponse response;
		try (CallThread.Scope asking = CallThread.asking()) {
			response = asked.get();
		}
		catch (Throwable ex) {
			delivery.fail(ex);
			throw ex;
		}
		delivery.hand(response, null);
		return response;
	}

}
