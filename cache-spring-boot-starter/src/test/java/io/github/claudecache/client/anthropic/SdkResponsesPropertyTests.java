package io.github.claudecache.client.anthropic;

import java.util.List;
import java.util.stream.Collectors;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.json.ResponseCodec.Role;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever text and unknown members a response has, it comes back equal, and says the
 * same of itself as a message and as events.
 */
class SdkResponsesPropertyTests {

	private final SdkResponses responses = new SdkResponses();

	@Property(tries = 200)
	void aMessageComesBack(@ForAll("contents") String content) throws JsonProcessingException {
		String json = Answers.message(content, "end_turn")
			.replace("\"type\":\"message\"", "\"type\":\"message\",\"novel\":{\"x\":[1,null,\"y\"]}");
		for (Class<?> type : List.of(Message.class, BetaMessage.class)) {
			Object message = ObjectMappers.jsonMapper().readValue(json, type);
			AnswerCodec<Object> codec = this.responses.codec(type);
			Payload payload = codec.encode(message);
			assertThat(payload.body()).contains("novel");
			assertThat(codec.decode(payload)).isEqualTo(message);
			assertThat(this.responses.draft(Role.RESPONSE, payload).stopReason()).isEqualTo(StopReason.END_TURN);
		}
	}

	@Property(tries = 200)
	void itsEventsComeBack(@ForAll("contents") String content) {
		String json = Answers.message(content, "end_turn");
		List<Object> events = EventScript.of(Json.object(json)).stream().<Object>map((event) -> {
			try {
				return ObjectMappers.jsonMapper().readValue(Json.write(event), RawMessageStreamEvent.class);
			}
			catch (JsonProcessingException ex) {
				throw new IllegalArgumentException(ex);
			}
		}).toList();
		AnswerCodec<Object> one = this.responses.codec(RawMessageStreamEvent.class);
		Payload payload = Payload
			.json(events.stream().map((event) -> one.encode(event).body()).collect(Collectors.joining(",", "[", "]")));
		assertThat(this.responses
			.codec(ResolvableType.forClassWithGenerics(List.class, RawMessageStreamEvent.class).getType())
			.decode(payload)).isEqualTo(events);
		assertThat(this.responses.draft(Role.EVENT, payload).usage())
			.isEqualTo(this.responses.draft(Role.RESPONSE, Payload.json(json)).usage());
	}

	@Provide
	Arbitrary<String> contents() {
		return Arbitraries.strings()
			.ofMinLength(1)
			.ofMaxLength(30)
			.map((text) -> Json.write(Json.object().put("type", "text").put("text", "t" + text)))
			.list()
			.ofMinSize(1)
			.ofMaxSize(4)
			.map((blocks) -> String.join(",", blocks));
	}

}
