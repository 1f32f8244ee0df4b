package io.github.claudecache.client.springai;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.client.Handover;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.reason.RefusalReason;
import org.springframework.ai.chat.model.ChatResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Keeps responses of Spring AI's chat models and the chunks of its streams, in the form
 * in which the advisor keeps them: what it does not keep is not kept here either. A
 * response that came from the advisor's cache is not kept again, since it would become
 * young; its mark is not JSON. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class SpringAiResponses implements ResponseCodec {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	/**
	 * Creates the codec.
	 */
	public SpringAiResponses() {
	}

	@Override
	public Role roleOf(Class<?> type) {
		return (type == ChatResponse.class) ? Role.EITHER : Role.NONE;
	}

	@Override
	public AnswerCodec<Object> codec(Type type) {
		return new ChatCodec(type != ChatResponse.class);
	}

	@Override
	public AnswerDraft draft(Role role, Payload payload) {
		ChatFacts facts = ChatFacts.of(responses(ResponseJson.tree(payload)));
		if (Handover.ended(facts.stopReason()) && !facts.hasContent()) {
			throw new RefusedException(RefusalReason.EMPTY);
		}
		return facts.draft(payload);
	}

	@Override
	public Optional<Payload> said(Payload payload) {
		if (payload.format() != Payload.Format.JSON || !payload.body().contains(ResponseJson.MARK)) {
			return Optional.empty();
		}
		try {
			JsonNode tree = ResponseJson.tree(payload);
			if (StoredChat.isStored(tree)) {
				return Optional.of(ChatFacts.said(StoredChat.decode(tree).asStream()));
			}
			List<ChatResponse> responses = responses(tree);
			// An end is in every answer that is kept, but not in a list of texts.
			return Handover.ended(ChatFacts.of(responses).stopReason()) ? Optional.of(ChatFacts.said(responses))
					: Optional.empty();
		}
		catch (RuntimeException ex) {
			// Some other answer that only looks like one of these.
			return Optional.empty();
		}
	}

	private static List<ChatResponse> responses(JsonNode tree) {
		return tree.isArray() ? ResponseJson.readAll(tree) : List.of(ResponseJson.read(tree));
	}

	/**
	 * Keeps one response, or all chunks of a stream.
	 *
	 * @param several whether it keeps a list
	 */
	private record ChatCodec(boolean several) implements AnswerCodec<Object> {

		@Override
		public Payload encode(Object value) {
			List<?> responses = this.several ? (List<?>) value : List.of(value);
			ArrayNode array = MAPPER.createArrayNode();
			responses.forEach((response) -> array.add(write((ChatResponse) response)));
			return Payload.json(MAPPER.writeValueAsString(this.several ? array : array.get(0)));
		}

		@Override
		public Object decode(Payload payload) {
			List<ChatResponse> responses = responses(ResponseJson.tree(payload));
			return this.several ? responses : responses.get(0);
		}

		private static JsonNode write(ChatResponse response) {
			if (response.getClass() != ChatResponse.class) {
				throw new IllegalArgumentException("Of a class that would not come back: " + response.getClass());
			}
			if (response.hasToolCalls()) {
				throw new RefusedException(RefusalReason.STOP_REASON);
			}
			JsonNode node = ResponseJson.write(response);
			ChatResponse copy = ResponseJson.read(MAPPER.readTree(MAPPER.writeValueAsString(node)));
			if (!ResponseJson.same(response, copy)) {
				throw new IllegalArgumentException("It would not come back as it is");
			}
			return node;
		}

	}

}
