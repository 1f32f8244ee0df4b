package io.github.claudecache.client.anthropic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Metadata;
import com.anthropic.models.messages.RawContentBlockDelta;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextDelta;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One entry serves both shapes, streams are passed on as they come, and a replay is what
 * the SDK would have got from Claude.
 */
class StreamReplayTests {

	private static final String THINKING = "{\"type\":\"thinking\",\"thinking\":\"They ask about refunds.\","
			+ "\"signature\":\"c2lnbmF0dXJl\"}";

	private static final String REDACTED = "{\"type\":\"redacted_thinking\",\"data\":\"cmVk\"}";

	private static final String CITATION = "{\"type\":\"char_location\",\"cited_text\":\"30 days\",\"document_index\":0,"
			+ "\"document_title\":\"Policy\",\"start_char_index\":3,\"end_char_index\":10,\"file_id\":null}";

	private final AnthropicFixture fixture = new AnthropicFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	static List<String> contents() {
		return List.of(Answers.block(Answers.TEXT), Answers.block("One.") + "," + Answers.block("Two."),
				"{\"type\":\"text\",\"text\":\"30 days\",\"citations\":null}",
				"{\"type\":\"text\",\"text\":\"30 days\",\"citations\":[" + CITATION + "," + CITATION + "]}",
				"{\"citations\":[],\"type\":\"text\",\"text\":\"30 days\",\"later\":{\"a\":1.50}}",
				Answers.block("") + "," + Answers.block("After nothing."),
				THINKING + "," + REDACTED + "," + Answers.block("So: yes."));
	}

	@ParameterizedTest
	@MethodSource("contents")
	void aMessageIsReplayedAsAStreamThatGivesAnEqualMessage(String content) {
		this.fixture.server.answer(Script.json(200, Answers.message(content, "end_turn")));
		Message message = this.fixture.ask(AnthropicFixture.request().build());
		assertThat(AnthropicFixture.accumulated(stream())).isEqualTo(message);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("streams")
	void aStreamIsReplayedEventByEvent(String stream) {
		this.fixture.server.answer(Script.stream(stream));
		List<RawMessageStreamEvent> original = stream();
		assertThat(stream()).isEqualTo(merged(original));
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("streams")
	void aStreamIsReplayedAsAMessageThatIsEqualToTheAccumulatedOne(String stream) {
		this.fixture.server.answer(Script.stream(stream));
		Message message = AnthropicFixture.accumulated(stream());
		assertThat(this.fixture.ask(AnthropicFixture.request().build())).isEqualTo(message);
		assertThat(AnthropicFixture.accumulated(stream())).isEqualTo(message);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	static List<String> streams() {
		String thinking = Answers.event("content_block_start",
				"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
						+ "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}")
				+ Answers.delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"They ask \"}")
				+ Answers.delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"about refunds.\"}")
				+ Answers.delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2lnbmF0dXJl\"}") + Answers.stop(0);
		String cited = Answers.event("content_block_start",
				"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
						+ "{\"type\":\"text\",\"text\":\"\",\"citations\":[]}}")
				+ Answers.delta(0, "{\"type\":\"citations_delta\",\"citation\":" + CITATION + "}")
				+ Answers.delta(0, "{\"type\":\"text_delta\",\"text\":\"30\"}")
				+ Answers.delta(0, "{\"type\":\"text_delta\",\"text\":\" days\"}")
				+ Answers.delta(0, "{\"type\":\"citations_delta\",\"citation\":" + CITATION + "}") + Answers.stop(0);
		return List.of(Answers.stream(), Answers.stream().replace("\n\n", "\r\n\r\n").replace("\ndata", "\r\ndata"),
				Answers.start() + thinking + Answers.text(1, List.of("So:", " yes.")) + Answers.end("end_turn"),
				Answers.start() + cited + Answers.end("stop_sequence"),
				Answers.stream()
					.replace(
							"\"usage\":{\"input_tokens\":25,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":7,\"output_tokens\":18}",
							"\"usage\":{\"input_tokens\":null,\"output_tokens\":18}"));
	}

	@Test
	void aPlainHitHasTheBytesOfTheMiss() {
		String body = Answers.message("{\"text\" : \"30 days\", \"type\":\"text\"}", "end_turn");
		this.fixture.server.answer(Script.json(200, body));
		assertThat(raw()).isEqualTo(body);
		assertThat(raw()).isEqualTo(body);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@Test
	void theFirstEventArrivesBeforeTheServerHasSentTheLast() {
		CountDownLatch read = new CountDownLatch(1);
		AtomicBoolean inTime = new AtomicBoolean();
		this.fixture.server.answer(Script.stream(Answers.start(), () -> inTime.set(read.await(20, TimeUnit.SECONDS)),
				Answers.text(0, List.of("Late.")) + Answers.end("end_turn")));
		try (StreamResponse<RawMessageStreamEvent> response = this.fixture.client.messages()
			.createStreaming(AnthropicFixture.request().build())) {
			Iterator<RawMessageStreamEvent> events = response.stream().iterator();
			assertThat(events.next().isMessageStart()).isTrue();
			read.countDown();
			events.forEachRemaining((event) -> {
			});
		}
		assertThat(inTime).isTrue();
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@Test
	void theFirstEventArrivesAtOnceInAnAsynchronousStream() {
		CountDownLatch read = new CountDownLatch(1);
		AtomicBoolean inTime = new AtomicBoolean();
		this.fixture.server.answer(Script.stream(Answers.start(), () -> inTime.set(read.await(20, TimeUnit.SECONDS)),
				Answers.text(0, List.of("Late.")) + Answers.end("end_turn")));
		AsyncStreamResponse<RawMessageStreamEvent> response = this.fixture.client.async()
			.messages()
			.createStreaming(AnthropicFixture.request().build());
		Eventually.get(response.subscribe((event) -> read.countDown()).onCompleteFuture());
		assertThat(inTime).isTrue();
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@Test
	void aCancelledStreamIsNotKeptAndHoldsNobodyUp() {
		CountDownLatch closed = new CountDownLatch(1);
		this.fixture.server
			.answer(Script.stream(Answers.start(), () -> closed.await(20, TimeUnit.SECONDS), Answers.end("end_turn")));
		try (StreamResponse<RawMessageStreamEvent> response = this.fixture.client.messages()
			.createStreaming(AnthropicFixture.request().build())) {
			assertThat(response.stream().iterator().next().isMessageStart()).isTrue();
		}
		closed.countDown();
		assertThat(this.fixture.log.stored()).isZero();
		this.fixture.server.answer(Script.stream(Answers.stream()));
		assertThat(AnthropicFixture.text(AnthropicFixture.accumulated(stream()))).isEqualTo(Answers.TEXT);
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@Test
	void anAsynchronousStreamThatIsClosedHoldsNobodyUp() {
		CountDownLatch closed = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		this.fixture.server
			.answer(Script.stream(Answers.start(), () -> closed.await(20, TimeUnit.SECONDS), Answers.end("end_turn")));
		AsyncStreamResponse<RawMessageStreamEvent> response = this.fixture.client.async()
			.messages()
			.createStreaming(AnthropicFixture.request().build());
		response.subscribe((event) -> begun.countDown());
		Eventually.holds("the stream has begun", () -> begun.getCount() == 0);
		response.close();
		closed.countDown();
		this.fixture.server.answer(Script.stream(Answers.stream()));
		assertThat(AnthropicFixture.accumulated(this.fixture.streamAsync(AnthropicFixture.request().build())))
			.isNotNull();
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@Test
	void whoAsksWhileASlowStreamRunsSharesIt() {
		CountDownLatch waiting = new CountDownLatch(1);
		this.fixture.server.answer(Script.stream(Answers.start(), () -> waiting.await(20, TimeUnit.SECONDS),
				Answers.text(0, List.of("Slow.")) + Answers.end("end_turn")));
		AtomicReference<String> mark = new AtomicReference<>("");
		Thread follower = new Thread(
				() -> mark.set(this.fixture.mark(AnthropicFixture.request().build()).orElse("none")));
		try (StreamResponse<RawMessageStreamEvent> response = this.fixture.client.messages()
			.createStreaming(AnthropicFixture.request().build())) {
			Iterator<RawMessageStreamEvent> events = response.stream().iterator();
			events.next();
			follower.start();
			Eventually.holds("the other caller waits", () -> follower.getState() == Thread.State.WAITING
					|| follower.getState() == Thread.State.TIMED_WAITING);
			waiting.countDown();
			events.forEachRemaining((event) -> {
			});
		}
		Eventually.ended(follower);
		assertThat(mark.get()).isIn("hit; tier=joined; age=0", "hit; tier=exact; age=0");
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@Test
	void anAsynchronousCallThatIsCancelledHoldsNobodyUp() {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		this.fixture.server.answer((exchange) -> {
			asked.countDown();
			cancelled.await(20, TimeUnit.SECONDS);
			Script.json(200, Answers.message()).answer(exchange);
		});
		CompletableFuture<Message> call = this.fixture.client.async()
			.messages()
			.create(AnthropicFixture.request().build());
		Eventually.holds("the server is asked", () -> asked.getCount() == 0);
		call.cancel(true);
		cancelled.countDown();
		assertThat(Eventually.get(this.fixture.client.async().messages().create(AnthropicFixture.request().build())))
			.isNotNull();
	}

	@Test
	void thinkingComesBackForTheSameRequestOnly() {
		this.fixture.server
			.answer(Script.json(200, Answers.message(THINKING + "," + Answers.block(Answers.TEXT), "end_turn")));
		Message first = this.fixture.ask(AnthropicFixture.request().build());
		assertThat(first.content()).hasSize(2);
		assertThat(this.fixture.ask(AnthropicFixture.request().build())).isEqualTo(first);
		assertThat(AnthropicFixture.accumulated(stream())).isEqualTo(first);
		Message spaced = this.fixture.ask(AnthropicFixture.request("What is  the refund policy?").build());
		assertThat(spaced.content()).hasSize(1);
		assertThat(AnthropicFixture.text(spaced)).isEqualTo(Answers.TEXT);
		MessageCreateParams other = AnthropicFixture.request()
			.metadata(Metadata.builder().userId("user-2").build())
			.build();
		assertThat(this.fixture.ask(other).content()).hasSize(1);
		assertThat(AnthropicFixture.accumulated(this.fixture.stream(other)).content()).hasSize(1);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@Test
	void thinkingOfAStreamIsLeftOutForAnotherRequest() {
		this.fixture.server.answer(Script.stream(streams().get(2)));
		assertThat(AnthropicFixture.accumulated(stream()).content()).hasSize(2);
		MessageCreateParams other = AnthropicFixture.request("What is  the refund policy?").build();
		assertThat(AnthropicFixture.accumulated(this.fixture.stream(other)).content()).hasSize(1);
		assertThat(AnthropicFixture.text(this.fixture.ask(other))).isEqualTo("So: yes.");
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a_new_event", "content_block_delta" })
	void aStreamWithSomethingUnknownIsPassedOnAndNotKept(String name) {
		String unknown = name.equals("a_new_event") ? Answers.event(name, "{\"type\":\"" + name + "\"}")
				: Answers.delta(0, "{\"type\":\"a_new_delta\",\"a\":1}");
		this.fixture.server.answer(Script.stream(Answers.stream().replace(Answers.stop(0), unknown + Answers.stop(0))));
		assertThat(AnthropicFixture.text(AnthropicFixture.accumulated(stream()))).isEqualTo(Answers.TEXT);
		stream();
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.stored()).isZero();
	}

	private List<RawMessageStreamEvent> stream() {
		return this.fixture.stream(AnthropicFixture.request().build());
	}

	private String raw() {
		return this.fixture.body(AnthropicFixture.request().build());
	}

	// How Claude cut a text is not kept.
	private static List<RawMessageStreamEvent> merged(List<RawMessageStreamEvent> events) {
		List<RawMessageStreamEvent> merged = new ArrayList<>();
		for (RawMessageStreamEvent event : events) {
			RawMessageStreamEvent last = merged.isEmpty() ? event : merged.get(merged.size() - 1);
			if (!merged.isEmpty() && piece(event) != null && piece(last) != null && kind(event).equals(kind(last))) {
				merged.set(merged.size() - 1, with(last, piece(last) + piece(event)));
			}
			else {
				merged.add(event);
			}
		}
		return merged;
	}

	private static String kind(RawMessageStreamEvent event) {
		return event.asContentBlockDelta().index() + (event.asContentBlockDelta().delta().isText() ? "text" : "other");
	}

	private static String piece(RawMessageStreamEvent event) {
		if (!event.isContentBlockDelta()) {
			return null;
		}
		RawContentBlockDelta delta = event.asContentBlockDelta().delta();
		return delta.text()
			.map(TextDelta::text)
			.orElseGet(() -> delta.thinking().map((thinking) -> thinking.thinking()).orElse(null));
	}

	private static RawMessageStreamEvent with(RawMessageStreamEvent event, String text) {
		RawContentBlockDelta delta = event.asContentBlockDelta().delta();
		RawContentBlockDelta changed = delta.isText()
				? RawContentBlockDelta.ofText(delta.asText().toBuilder().text(text).build())
				: RawContentBlockDelta.ofThinking(delta.asThinking().toBuilder().thinking(text).build());
		return RawMessageStreamEvent
			.ofContentBlockDelta(event.asContentBlockDelta().toBuilder().delta(changed).build());
	}

}
