package io.github.claudecache.client.langchain4j;

import java.lang.reflect.Type;
import java.util.Optional;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.client.Handover;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.reason.RefusalReason;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps responses of LangChain4j's chat models, in the form in which the decorated models
 * keep them. What has thinking or the attributes that go with it is not kept, since it
 * may only come back to the request that Claude answered, which a method does not show.
 * Nor is a response that came from the cache itself: it would become young again. Safe
 * for use by many threads.
 *
 * @since 0.1.0
 */
public final class LangChain4jResponses implements ResponseCodec {

	// What the response says of its end is partly in what came over the wire, which is
	// not kept.
	private static final String STOP = "stop";

	private static final String SERVER_TOOLS = "serverTools";

	/**
	 * Creates the codec.
	 */
	public LangChain4jResponses() {
	}

	@Override
	public Role roleOf(Class<?> type) {
		return (type == ChatResponse.class) ? Role.RESPONSE : Role.NONE;
	}

	@Override
	public AnswerCodec<Object> codec(Type type) {
		return new ChatCodec();
	}

	@Override
	public AnswerDraft draft(Role role, Payload payload) {
		ObjectNode object = Json.object(payload.body());
		ChatResponse response = StoredChat.decode(payload).response();
		return new AnswerDraft(payload, StopReason.valueOf(object.path(STOP).asString("")), response.modelName(),
				ChatFacts.of(response).usage(), object.path(SERVER_TOOLS).asBoolean(false));
	}

	@Override
	public Optional<Payload> said(Payload payload) {
		if (payload.format() != Payload.Format.JSON || !payload.body().startsWith(StoredChat.BEGIN)) {
			return Optional.empty();
		}
		try {
			return Optional.of(CallDesk.said(StoredChat.decode(payload).response()));
		}
		catch (RuntimeException ex) {
			// Some other answer that only looks like one of these.
			return Optional.empty();
		}
	}

	private static final class ChatCodec implements AnswerCodec<Object> {

		@Override
		public Payload encode(Object value) {
			if (value.getClass() != ChatResponse.class) {
				throw new IllegalArgumentException("Of a class that would not come back: " + value.getClass());
			}
			ChatResponse response = (ChatResponse) value;
			ChatFacts facts = ChatFacts.of(response);
			if (!Handover.ended(facts.stopReason())) {
				throw new RefusedException(RefusalReason.STOP_REASON);
			}
			if (facts.isEmpty()) {
				throw new RefusedException(RefusalReason.EMPTY);
			}
			ChatResponse kept = StoredChat.withoutTransport(response);
			if (StoredChat.hasThinking(kept)) {
				throw new IllegalArgumentException("The response has thinking");
			}
			StoredChat stored = new StoredChat("", kept, Piece.of(null, kept.aiMessage().text()));
			ObjectNode object = Json.object(stored.encode().body());
			object.put(STOP, facts.stopReason().name());
			object.put(SERVER_TOOLS, facts.serverTools());
			Payload payload = Payload.json(Json.write(object));
			if (!StoredChat.decode(payload).equals(stored)) {
				throw new IllegalArgumentException("It would not read back as it was");
			}
			return payload;
		}

		@Override
		public Object decode(Payload payload) {
			return StoredChat.decode(payload).response();
		}

	}

}
