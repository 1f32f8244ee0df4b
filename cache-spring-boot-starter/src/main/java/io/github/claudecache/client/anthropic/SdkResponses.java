package io.github.claudecache.client.anthropic;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.reason.RefusalReason;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps messages of the Anthropic SDK and the events of its streams, written by the
 * mapper of the SDK: any other leaves out their text. What has blocks of thinking is not
 * kept, since they may only come back to the request that Claude answered, which a method
 * does not show. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class SdkResponses implements ResponseCodec {

	private static final Set<Class<?>> MESSAGES = Set.of(Message.class, BetaMessage.class);

	private static final Set<Class<?>> EVENTS = Set.of(RawMessageStreamEvent.class, BetaRawMessageStreamEvent.class);

	/**
	 * Creates the codec.
	 */
	public SdkResponses() {
	}

	@Override
	public Role roleOf(Class<?> type) {
		if (MESSAGES.contains(type)) {
			return Role.RESPONSE;
		}
		return EVENTS.contains(type) ? Role.EVENT : Role.NONE;
	}

	@Override
	public AnswerCodec<Object> codec(Type type) {
		JsonMapper mapper = ObjectMappers.jsonMapper();
		return new SdkCodec(mapper, mapper.constructType(type));
	}

	@Override
	public AnswerDraft draft(Role role, Payload payload) {
		ObjectNode message;
		boolean whole = true;
		if (role == Role.EVENT) {
			List<ObjectNode> events = new ArrayList<>();
			Json.object("{\"events\":" + payload.body() + "}")
				.path("events")
				.forEach((event) -> events.add((ObjectNode) event));
			message = Events.message(events);
			whole = Json.text(events.get(events.size() - 1), "type").equals("message_stop");
		}
		else {
			message = Json.object(payload.body());
		}
		if (MessageFacts.hasThinking(message)) {
			throw new IllegalArgumentException("The message has blocks of thinking");
		}
		if (!MessageFacts.hasContent(message)) {
			throw new RefusedException(RefusalReason.EMPTY);
		}
		AnswerDraft draft = MessageFacts.draft(message, payload);
		return whole ? draft
				: new AnswerDraft(payload, StopReason.ABSENT, draft.model(), draft.usage(), draft.serverToolsUsed());
	}

	@Override
	public Optional<Payload> said(Payload payload) {
		return SaidText.of(payload);
	}

	private record SdkCodec(JsonMapper mapper, JavaType type) implements AnswerCodec<Object> {

		@Override
		public Payload encode(Object value) {
			String json = write(value);
			Payload payload = Payload.json(json);
			Object copy = decode(payload);
			if (!value.equals(copy) || !json.equals(write(copy))) {
				throw new IllegalArgumentException(
						"A value of " + value.getClass().getName() + " does not read back equal to itself");
			}
			return payload;
		}

		@Override
		public Object decode(Payload payload) {
			if (payload.format() != Payload.Format.JSON) {
				throw new IllegalArgumentException("The answer is not kept as JSON but as " + payload.format());
			}
			Object value;
			try {
				value = this.mapper.readValue(payload.body(), this.type);
			}
			catch (JsonProcessingException ex) {
				// Without the cause, whose message may have text of an answer in it.
				throw new IllegalArgumentException("Not a response: " + ex.getClass().getName());
			}
			if (value == null) {
				throw new IllegalArgumentException("The answer is null");
			}
			return value;
		}

		private String write(Object value) {
			try {
				return this.mapper.writerFor(this.type).writeValueAsString(value);
			}
			catch (JsonProcessingException ex) {
				throw new IllegalArgumentException("The response cannot be written: " + ex.getClass().getName());
			}
		}

	}

}
