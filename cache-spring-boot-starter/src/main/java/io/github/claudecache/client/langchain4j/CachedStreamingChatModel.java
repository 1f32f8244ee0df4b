package io.github.claudecache.client.langchain4j;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.github.claudecache.Lookup;
import io.github.claudecache.client.Handover;
import io.github.claudecache.recording.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cache before the model, on the calling thread; the model is then called there
 * too, as it would be without a cache. Safe for use by many threads if the model is.
 */
final class CachedStreamingChatModel implements StreamingChatModel {

	private final StreamingChatModel model;

	private final CallDesk desk;

	private final @Nullable String defaultCache;

	private final ModelSettings settings;

	CachedStreamingChatModel(StreamingChatModel model, CallDesk desk, @Nullable String defaultCache,
			ModelSettings settings) {
		this.model = model;
		this.desk = desk;
		this.defaultCache = defaultCache;
		this.settings = settings;
	}

	@Override
	public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
		answer(null, () -> merged(request), handler, (target) -> this.model.chat(request, target));
	}

	@Override
	public void chat(ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
		answer(options, () -> merged(request), handler, (target) -> this.model.chat(request, options, target));
	}

	@Override
	public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
		answer(null, () -> request, handler, (target) -> this.model.doChat(request, target));
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
	StreamingChatModel model() {
		return this.model;
	}

	private ChatRequest merged(ChatRequest request) {
		return CallDesk.merged(request, this.model.defaultRequestParameters());
	}

	private void answer(@Nullable ChatRequestOptions options, Supplier<ChatRequest> request,
			StreamingChatResponseHandler handler, Consumer<StreamingChatResponseHandler> asked) {
		Recording recording = Recording.current();
		if (recording != null && !CallThread.isAsking()) {
			// The annotated method that makes the call asks the cache; here it is only
			// seen.
			ChatCall seen = this.desk.observe(request, this.settings);
			ask((seen != null) ? new Delivery(new Handover(recording.sent(seen.request())), seen.identity()) : null,
					handler, asked);
			return;
		}
		String name = CallPlanner.cacheOf(options, this.defaultCache);
		if (name == null || CallThread.isAsking()) {
			asked.accept(handler);
			return;
		}
		ChatCall call = this.desk.plan(name, options, request, this.settings);
		Lookup lookup;
		try {
			lookup = (call != null) ? this.desk.open(call) : null;
		}
		catch (Throwable ex) {
			// What the call of another caller failed with, for which this one waited.
			handler.onError(ex);
			return;
		}
		ServedChat served = (call != null) ? this.desk.served(call, lookup) : null;
		if (call != null && served != null) {
			this.desk.audit(call, lookup, served, (delivery) -> ask(delivery, new NobodysHandler(), asked));
			served.stream(handler);
			return;
		}
		ask(CallDesk.delivery(call, lookup), handler, asked);
	}

	private void ask(@Nullable Delivery delivery, StreamingChatResponseHandler handler,
			Consumer<StreamingChatResponseHandler> asked) {
		if (delivery == null) {
			asked.accept(new WatchedHandler(handler));
			return;
		}
		try (CallThread.Scope asking = CallThread.asking()) {
			asked.accept(new RecordingHandler(handler, delivery, this.desk.maxAnswerBytes()));
		}
		catch (Throwable ex) {
			delivery.fail(ex);
			throw ex;
		}
	}

	/**
	 * Takes a stream that only the audit looks at.
	 */
	private static final class NobodysHandler implements StreamingChatResponseHandler {

		@Override
		public void onCompleteResponse(ChatResponse completeResponse) {
		}

		@Override
		public void onError(Throwable error) {
		}

	}

}
