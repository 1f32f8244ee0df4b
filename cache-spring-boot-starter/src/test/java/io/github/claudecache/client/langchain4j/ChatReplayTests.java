package io.github.claudecache.client.langchain4j;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One entry serves both shapes, streams are passed on as they come, and a replay is what
 * the model would have given.
 */
class ChatReplayTests {

	private static final String THINKING = "{\"type\":\"thinking\",\"thinking\":\"They ask about refunds.\","
			+ "\"signature\":\"c2lnbmF0dXJl\"},{\"type\":\"redacted_thinking\",\"data\":\"cmVk\"}";

	private final ChatFixture fixture = new ChatFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	static List<String> streams() {
		return List.of(Answers.stream(),
				Answers.start() + Answers.text(0, List.of("One.")) + Answers.text(1, List.of("Two", "."))
						+ Answers.end("end_turn"),
				Answers.start() + thinking() + Answers.text(1, List.of("So:", " yes.")) + Answers.end("end_turn"),
				Answers.start() + Answers.text(0, List.of("First.")) + thinking().replace("\"index\":0", "\"index\":1")
						+ Answers.text(2, List.of("Then.")) + Answers.end("stop_sequence"));
	}

	private static String thinking() {
		return Answers.event("content_block_start",
				"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
						+ "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}")
				+ Answers.delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"They ask \"}")
				+ Answers.delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"about refunds.\"}")
				+ Answers.delta(0, "{\"type\":\"signature_delta\",\"signature\":\"c2lnbmF0dXJl\"}") + Answers.stop(0);
	}

	@ParameterizedTest
	@MethodSource("streams")
	void aStreamIsReplayedEventByEvent(String stream) {
		StreamingChatModel model = this.fixture.models.cached(this.fixture.streamed().returnThinking(true).build(),
				ChatFixture.CACHE);
		ChatModel plain = this.fixture.models.cached(this.fixture.plain().returnThinking(true).build(),
				ChatFixture.CACHE);
		this.fixture.server.answer(Script.stream(stream));
		StreamEvents first = ChatFixture.stream(model, ChatFixture.request());
		List<Object> original = first.comparable();
		StreamEvents second = ChatFixture.stream(model, ChatFixture.request());
		assertThat(second.comparable()).isEqualTo(original);
		assertThat(second.response()).isInstanceOf(CachedChatResponse.class);
		assertThat(StoredChat.withoutTransport(plain.chat(ChatFixture.request())))
			.isEqualTo(StoredChat.withoutTransport(first.response()));
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	static List<String> contents() {
		return List.of(Answers.block(Answers.TEXT), Answers.block("One.") + "," + Answers.block("Two."),
				THINKING + "," + Answers.block("So: yes."));
	}

	@ParameterizedTest
	@MethodSource("contents")
	void aMessageIsReplayedAsAStreamThatEndsInAnEqualOne(String content) {
		StreamingChatModel model = this.fixture.models.cached(this.fixture.streamed().returnThinking(true).build(),
				ChatFixture.CACHE);
		ChatModel plain = this.fixture.models.cached(this.fixture.plain().returnThinking(true).build(),
				ChatFixture.CACHE);
		this.fixture.server.answer(Script.json(200, Answers.message(content, "end_turn")));
		ChatResponse first = plain.chat(ChatFixture.request());
		StreamEvents events = ChatFixture.stream(model, ChatFixture.request());
		assertThat(StoredChat.withoutTransport(events.response())).isEqualTo(StoredChat.withoutTransport(first));
		StringBuilder text = new StringBuilder();
		events.events.stream()
			.filter(PartialResponse.class::isInstance)
			.forEach((event) -> text.append(((PartialResponse) event).text()));
		assertThat(text.toString()).isEqualTo(first.aiMessage().text());
		assertThat(StoredChat.withoutTransport(plain.chat(ChatFixture.request())))
			.isEqualTo(StoredChat.withoutTransport(first));
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@Test
	void theHitIsMarked() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		this.fixture.ask();
		this.fixture.clock.advance(Duration.ofSeconds(37));
		CachedChatResponse hit = (CachedChatResponse) this.fixture.ask();
		assertThat(hit.provenance().outcome()).isEqualTo(Outcome.EXACT);
		assertThat(hit.provenance().age()).isEqualTo(Duration.ofSeconds(37));
	}

	@Test
	void theFirstPieceArrivesBeforeTheServerHasSentTheSecond() {
		CountDownLatch read = new CountDownLatch(1);
		AtomicBoolean inTime = new AtomicBoolean();
		String whole = Answers.stream();
		int second = whole.indexOf("event: content_block_delta", whole.indexOf("content_block_delta") + 30);
		this.fixture.server.answer(Script.stream(whole.substring(0, second),
				() -> inTime.set(read.await(20, TimeUnit.SECONDS)), whole.substring(second)));
		StreamEvents events = new StreamEvents((handle) -> read.countDown());
		this.fixture.streaming.chat(ChatFixture.request(), events);
		assertThat(events.response().aiMessage().text()).isEqualTo(Answers.TEXT);
		assertThat(inTime).isTrue();
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@Test
	void aCancelledStreamIsNotKeptAndHoldsNobodyUp() {
		CountDownLatch cancelled = new CountDownLatch(1);
		AtomicReference<StreamingHandle> seen = new AtomicReference<>();
		String whole = Answers.stream();
		int second = whole.indexOf("event: content_block_delta", whole.indexOf("content_block_delta") + 30);
		this.fixture.server.answer(Script.stream(whole.substring(0, second),
				() -> cancelled.await(20, TimeUnit.SECONDS), whole.substring(second)));
		this.fixture.streaming.chat(ChatFixture.request(), new StreamEvents((handle) -> {
			handle.cancel();
			seen.set(handle);
		}));
		Eventually.holds("the stream is cancelled", () -> seen.get() != null);
		assertThat(seen.get().isCancelled()).isTrue();
		cancelled.countDown();
		this.fixture.server.answer(Script.stream(Answers.stream()));
		assertThat(this.fixture.stream().response()).isNotInstanceOf(CachedChatResponse.class);
		assertThat(this.fixture.log.stored()).isEqualTo(1);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void aReplayCanBeCancelled() {
		this.fixture.server.answer(Script.stream(Answers.stream()));
		this.fixture.stream().response();
		StreamEvents events = new StreamEvents(StreamingHandle::cancel);
		this.fixture.streaming.chat(ChatFixture.request(), events);
		assertThat(events.events).hasSize(1);
		assertThat(events.complete).isNotDone();
	}

	@Test
	void whatAHandlerThrowsDuringAReplayIsToldToIt() {
		this.fixture.server.answer(Script.stream(Answers.stream()));
		this.fixture.stream().response();
		IllegalStateException thrown = new IllegalStateException("mine");
		StreamEvents events = new StreamEvents((handle) -> {
			throw thrown;
		});
		this.fixture.streaming.chat(ChatFixture.request(), events);
		assertThat(events.events).contains(thrown);
	}

	@Test
	void thinkingComesBackForTheSameRequestOnly() {
		ChatModel plain = this.fixture.models.cached(this.fixture.plain().returnThinking(true).build(),
				ChatFixture.CACHE);
		StreamingChatModel streaming = this.fixture.models.cached(this.fixture.streamed().returnThinking(true).build(),
				ChatFixture.CACHE);
		this.fixture.server
			.answer(Script.json(200, Answers.message(THINKING + "," + Answers.block(Answers.TEXT), "end_turn")));
		ChatResponse first = plain.chat(ChatFixture.request());
		assertThat(first.aiMessage().thinking()).isNotNull();
		assertThat(plain.chat(ChatFixture.request()).aiMessage()).isEqualTo(first.aiMessage());
		ChatResponse spaced = plain.chat(ChatFixture.request("What is  the refund policy?"));
		assertThat(spaced.aiMessage().thinking()).isNull();
		assertThat(spaced.aiMessage().attributes()).isEmpty();
		assertThat(spaced.aiMessage().text()).isEqualTo(Answers.TEXT);
		assertThat(ChatFixture.stream(streaming, ChatFixture.request("What is  the refund policy?")).events).hasSize(2);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@Test
	void listenersAreToldOfEachCallOfTheModelOnceAndOfNoHit() {
		List<String> told = new ArrayList<>();
		ChatModelListener listener = new ChatModelListener() {

			@Override
			public void onRequest(ChatModelRequestContext context) {
				told.add("request");
			}

			@Override
			public void onResponse(ChatModelResponseContext context) {
				told.add("response");
			}

			@Override
			public void onError(ChatModelErrorContext context) {
				told.add("error");
			}

		};
		ChatModel model = this.fixture.models.cached(this.fixture.plain().listeners(listener).build(),
				ChatFixture.CACHE);
		StreamingChatModel streaming = this.fixture.models.cached(this.fixture.streamed().listeners(listener).build(),
				ChatFixture.CACHE);
		assertThat(model.listeners()).containsExactly(listener);
		this.fixture.server.answer(Script.json(200, Answers.message()));
		model.chat(ChatFixture.request());
		model.chat(ChatFixture.request());
		ChatFixture.stream(streaming, ChatFixture.request()).response();
		assertThat(told).containsExactly("request", "response");
		this.fixture.server.answer(Script.stream(Answers.stream()));
		ChatFixture.stream(streaming, ChatFixture.request("Another?")).response();
		assertThat(told).containsExactly("request", "response", "request", "response");
	}

	@Test
	void theOtherWaysToCallAModelAskTheSameEntry() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		assertThat(this.fixture.model.chat(ChatFixture.QUESTION)).isEqualTo(Answers.TEXT);
		this.fixture.model.chat(ChatFixture.request().messages());
		this.fixture.model.doChat(
				ChatFixture.request().toBuilder().parameters(this.fixture.model.defaultRequestParameters()).build());
		StreamEvents events = new StreamEvents();
		this.fixture.streaming.chat(ChatFixture.QUESTION, events);
		assertThat(events.response()).isInstanceOf(CachedChatResponse.class);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
		assertThat(this.fixture.log.served()).isEqualTo(3);
	}

}
