package io.github.claudecache.client.langchain4j;

import java.util.function.Supplier;

import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.client.SharedFailure;
import org.jspecify.annotations.Nullable;

/**
 * What plain and streaming models have in common. Trouble of the cache ends here. Safe
 * for use by many threads.
 */
final class CallDesk {

	private final Supplier<ClaudeCache> cache;

	private final CallPlanner planner;

	private final long maxAnswerBytes;

	CallDesk(Supplier<ClaudeCache> cache, CallPlanner planner, long maxAnswerBytes) {
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
	 * Looks a call up.
	 * @return what came of it; {@code null} if there is trouble
	 * @throws SharedFailure what the call of another caller threw
	 */
	@Nullable Lookup open(ChatCall call) {
		try {
			return this.cache.get().open(call.request());
		}
		catch (SharedFailure ex) {
			throw ex;
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.planner.warn(call.request().cache(), ex);
			return null;
		}
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
			this.planner.warn(call.request().cache(), ex);
			return null;
		}
	}

	/**
	 * Where the answer of a call is to be handed in.
	 * @return the place; {@code null} if nobody wants it
	 */
	static @Nullable Delivery delivery(@Nullable ChatCall call, @Nullable Lookup lookup) {
		return (call != null && lookup instanceof Ticket ticket) ? new Delivery(ticket, call.identity()) : null;
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
