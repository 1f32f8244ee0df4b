package io.github.claudecache.client.anthropic;

import java.util.List;
import java.util.stream.Collectors;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a message has, the events that are made of it give it back, to us and to the
 * SDK; and how a stream was cut does not matter.
 */
class MessageShapesPropertyTests {

	@Property(tries = 300)
	void theEventsOfAMessageGiveTheMessage(@ForAll("messages") String json) throws JsonProcessingException {
		ObjectNode message = Json.object(json);
		List<ObjectNode> events = EventScript.of(message);
		assertThat(message).isEqualTo(Json.object(json));
		assertThat(Events.message(events)).isEqualTo(message);
		assertThat(AnthropicFixture.accumulated(sdk(events)))
			.isEqualTo(ObjectMappers.jsonMapper().readValue(json, Message.class));
	}

	@Property(tries = 300)
	void theEventsSurviveTheWire(@ForAll("messages") String json) {
		List<ObjectNode> events = EventScript.of(Json.object(json));
		StoredAnswer stored = StoredAnswer.decode(new StoredAnswer("", null, events).encode());
		assertThat(decoded(stored.asStream(new RequestIdentity(new byte[0])))).isEqualTo(events);
	}

	@Property(tries = 300)
	void whereAStreamIsCutDoesNotMatter(@ForAll("texts") List<String> pieces) {
		String whole = String.join("", pieces);
		String stream = Answers.start() + Answers.text(0, pieces) + Answers.end("end_turn");
		ObjectNode message = Events.message(decoded(stream));
		assertThat(Json.text(message.path("content").path(0), "text")).isEqualTo(whole);
		assertThat(decoded(stream.replace("\n", "\r\n"))).isEqualTo(decoded(stream));
		assertThat(decoded(stream.replace("\n", "\r"))).isEqualTo(decoded(stream));
		assertThat(decoded(stream).stream().filter((event) -> Json.text(event, "type").equals("content_block_delta")))
			.hasSize(pieces.isEmpty() ? 0 : 1);
	}

	@Provide
	Arbitrary<String> messages() {
		Arbitrary<String> quoted = Arbitraries.strings()
			.ofMaxLength(30)
			.map((text) -> Json.write(Json.object().put("t", text)))
			.map((object) -> object.substring(5, object.length() - 1));
		Arbitrary<String> citation = quoted.map((text) -> "{\"type\":\"char_location\",\"cited_text\":" + text
				+ ",\"document_index\":0,\"document_title\":null,\"start_char_index\":3,\"end_char_index\":10,\"file_id\":null}");
		Arbitrary<String> plain = quoted.map((text) -> "{\"type\":\"text\",\"text\":" + text + "}");
		Arbitrary<String> cited = Combinators.combine(quoted, citation.list().ofMaxSize(3))
			.as((text, citations) -> "{\"citations\":[" + String.join(",", citations) + "],\"type\":\"text\",\"text\":"
					+ text + "}");
		Arbitrary<String> thinking = Combinators.combine(quoted, quoted)
			.as((text, signature) -> "{\"type\":\"thinking\",\"thinking\":" + text + ",\"signature\":" + signature
					+ "}");
		Arbitrary<String> redacted = quoted.map((data) -> "{\"type\":\"redacted_thinking\",\"data\":" + data + "}");
		Arbitrary<String> tool = quoted
			.map((text) -> "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"t\",\"input\":{\"a\":" + text
					+ ",\"n\":1.50,\"big\":12345678901234567890}}");
		return Combinators
			.combine(Arbitraries.oneOf(List.of(plain, cited, thinking, redacted, tool)).list().ofMaxSize(5),
					Arbitraries.of("end_turn", "stop_sequence", "tool_use"))
			.as((blocks, stopReason) -> Answers.message(String.join(",", blocks), stopReason));
	}

	@Provide
	Arbitrary<List<String>> texts() {
		return Arbitraries.strings()
			.alpha()
			.withChars("\u00e4\u20ac \u201c")
			.ofMinLength(1)
			.ofMaxLength(8)
			.list()
			.ofMaxSize(10);
	}

	private static List<ObjectNode> decoded(String stream) {
		EventLog log = new EventLog(Long.MAX_VALUE);
		EventDecoder decoder = new EventDecoder(log::add, Long.MAX_VALUE);
		for (byte next : Json.bytes(stream)) {
			decoder.accept(next);
		}
		return log.events();
	}

	private static List<RawMessageStreamEvent> sdk(List<ObjectNode> events) {
		return events.stream().map((event) -> {
			try {
				return ObjectMappers.jsonMapper().readValue(Json.write(event), RawMessageStreamEvent.class);
			}
			catch (JsonProcessingException ex) {
				throw new AssertionError(ex);
			}
		}).collect(Collectors.toList());
	}

}
