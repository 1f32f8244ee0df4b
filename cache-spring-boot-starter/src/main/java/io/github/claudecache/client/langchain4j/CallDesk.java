package io.github.claudecache.client.langchain4j;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.client.ClientCache;
import io.github.claudecache.client.Handover;
import org.jspecify.annotations.Nullable;

/**
 * What plain and streaming models have in common. Trouble of the cache ends here. Safe
 * for use by many threads.
 */
final class CallDesk {

	private final ClientCache cache;

	private final CallPlanner planner;

	private final long maxAnswerBytes;

	CallDesk(ClientCache cache, CallPlanner planner, long maxAnswerBytes) {
		this.cache = cache;
		this.planner = planner;
		this.maxAnswerBytes = maxAnswerBytes;
	}

	long maxAnswerBytes() {
		return this.maxAnswerBytes;
	}

	/**
	 * Makes the key of a call.
	 * @return the call; {@code null} if it has no key
	 */
	@Nullable ChatCall plan(String name, @Nullable ChatRequestOptions options, Supplier<ChatRequest> request,
			ModelSettings settings) {
		return this.planner.plan(name, options, request, settings);
	}

	/**
	 * Describes a call that an annotated method makes.
	 * @return the call; {@code null} if it cannot be described
	 */
	@Nullable ChatCall observe(Supplier<ChatRequest> request, ModelSettings settings) {
		return CallPlanner.observe(request, settings);
	}

	/**
	 * Looks a call up. What the call of another caller threw is thrown as it is.
	 * @return what came of it; {@code null} if there is trouble
	 */
	@Nullable Lookup open(ChatCall call) {
		return this.cache.open(call.request());
	}

	/**
	 * Shows the audit what was served.
	 * @param again asks the model again and hands the answer in
	 */
	void audit(ChatCall call, @Nullable Lookup lookup, ServedChat served, Consumer<Delivery> again) {
		if (lookup instanceof Hit hit) {
			this.cache.audit(call.request(), hit, () -> said(served.response()), () -> {
				CompletableFuture<AnswerDraft> taken = new CompletableFuture<>();
				again.accept(new Delivery(new Handover(taken), call.identity()));
				return taken.thenApply(CallDesk::comparable);
			});
		}
	}

	private static AnswerDraft comparable(AnswerDraft draft) {
		return new AnswerDraft(said(StoredChat.decode(draft.payload()).response()), draft.stopReason(), draft.model(),
				draft.usage(), draft.serverToolsUsed());
	}

	/**
	 * What an answer says: the form in which two of them are compared.
	 */
	static Payload said(ChatResponse response) {
		return Payload.text(Objects.requireNonNullElse(response.aiMessage().text(), ""));
	}

	/**
	 * Reads what was found. An entry that cannot be read costs the call, nothing else.
	 * @return the answer; {@code null} if the model is to be asked
	 */
	@Nullable ServedChat served(ChatCall call, @Nullable Lookup lookup) {
		if (!(lookup instanceof Hit hit)) {
			return null;
		}
		try {
			StoredChat stored = StoredChat.decode(hit.answer().payload()).forRequest(call.identity());
			return new ServedChat(new CachedChatResponse(stored.response(), hit.provenance()), stored.pieces());
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.cache.warn(call.request().cache(), ex);
			return null;
		}
	}

	/**
	 * Where the answer of a call is to be handed in.
	 * @return the place; {@code null} if nobody wants it
	 */
	static @Nullable Delivery delivery(@Nullable ChatCall call, @Nullable Lookup lookup) {
		return (call != null && lookup instanceof Ticket ticket) ? new Delivery(new Handover(ticket), call.identity())
				: null;
	}

	/**
	 * The request that a model makes of a caller's request.
	 */
	static ChatRequest merged(ChatRequest request, ChatRequestParameters defaults) {
		return ChatRequest.builder()
			.messages(request.messages())
			.parameters(defaults.overrideWith(request.parameters()))
			.build();
	}

}
