package io.github.claudecache.client.springai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams pass as they come, are kept when they are complete, and come back chunk by
 * chunk.
 */
@Tag("spring-ai")
class ChatStreamTests {

	private static final List<String> PIECES = List.of("You can return goods within", " 30 days, \u201cunused\u201d.\n",
			"See \u00a7 4.", "");

	// Longer than any test waits for anything.
	private final ChatFixture fixture = new ChatFixture(
			(builder) -> builder.waiting(Patience.system(), Duration.ofMinutes(10)));

	private final CountDownLatch rest = new CountDownLatch(1);

	@AfterEach
	void close() {
		this.rest.countDown();
		this.fixture.close();
	}

	@Test
	void aHitHasTheChunksOfTheMiss() {
		this.fixture.server.answer(Script.stream(Answers.stream()));
		List<ChatResponse> miss = ChatScenarioTests.Way.STREAM.ask(this.fixture);
		List<ChatResponse> hit = ChatScenarioTests.Way.STREAM.ask(this.fixture);
		assertThat(texts(miss)).isEqualTo(PIECES);
		assertThat(texts(hit)).isEqualTo(PIECES);
		assertThat(ChatScenarioTests.described(hit)).isEqualTo(ChatScenarioTests.described(miss));
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@Test
	void theFirstChunkArrivesWhileTheServerHoldsTheSecondBack() {
		serveHeldBack();
		StepVerifier.create(this.fixture.stream().map(ChatStreamTests::text)).expectNext("You can").then(() -> {
			assertThat(this.fixture.log.stored()).isZero();
			assertThat(this.rest.getCount()).isEqualTo(1);
			this.rest.countDown();
		}).expectNext(" return goods.").expectNext("").expectComplete().verify(Duration.ofSeconds(60));
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@Test
	void aStreamThatIsCancelledIsNotKept() {
		serveHeldBack();
		Held first = new Held();
		this.fixture.stream().subscribe(first);
		Eventually.holds("the first chunk has come", () -> first.chunks.getCount() == 0);
		cancel(first);
		Held second = new Held();
		this.fixture.stream().subscribe(second);
		Eventually.holds("the second asks", () -> this.fixture.server.calls() == 2);
		assertThat(this.fixture.log.stored()).isZero();
		this.rest.countDown();
		Eventually.holds("the second has an answer", () -> second.complete);
		assertThat(first.complete).isFalse();
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@Test
	void aStreamThatIsCancelledAfterItsLastChunkIsNotKept() {
		this.fixture.server.answer(Script.stream(Answers.stream()));
		assertThat(this.fixture.stream().take(PIECES.size() - 1L).collectList().block(Duration.ofSeconds(60)))
			.hasSize(PIECES.size() - 1);
		assertThat(this.fixture.log.stored()).isZero();
	}

	@Test
	void aHitGivesAsManyChunksAsAreAskedFor() {
		this.fixture.server.answer(Script.stream(Answers.stream()));
		ChatScenarioTests.Way.STREAM.ask(this.fixture);
		Asking asking = new Asking();
		this.fixture.stream().map(ChatStreamTests::text).subscribe(asking);
		assertThat(asking.received).isEmpty();
		for (int i = 1; i < PIECES.size(); i++) {
			asking.request(1);
			assertThat(asking.received).isEqualTo(PIECES.subList(0, i));
			assertThat(asking.complete).isFalse();
		}
		asking.request(1);
		assertThat(asking.received).isEqualTo(PIECES);
		assertThat(asking.complete).isTrue();
	}

	@Test
	void nothingIsAskedBeforeSomebodySubscribesAndOnceForEachWhoDoes() {
		this.fixture.server.answer(Script.stream(Answers.stream()));
		Flux<ChatResponse> one = this.fixture.stream();
		Flux<ChatResponse> other = this.fixture.stream();
		assertThat(this.fixture.log.lookups()).isZero();
		one.collectList().block(Duration.ofSeconds(60));
		other.collectList().block(Duration.ofSeconds(60));
		assertThat(this.fixture.log.lookups()).isEqualTo(2);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@Test
	void whatWasStreamedAnswersAPlainCall() {
		this.fixture.server.answer(Script.stream(Answers.stream()));
		ChatScenarioTests.Way.STREAM.ask(this.fixture);
		ChatResponse hit = this.fixture.call();
		assertThat(this.fixture.server.calls()).isEqualTo(1);
		// What the model makes of the same answer that is not streamed.
		this.fixture.server.answer(Script.json(200, Answers.message().replace("msg_01", "msg_02")));
		ChatResponse plain = this.fixture.ask(Map.of(ClaudeCacheAdvisor.CACHE_PARAM, "")).call().chatResponse();
		assertThat(ChatScenarioTests.described(List.of(hit))).isEqualTo(ChatScenarioTests.described(List.of(plain)));
	}

	@Test
	void aPlainCallAnswersAStream() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		ChatResponse plain = this.fixture.call();
		List<ChatResponse> chunks = ChatScenarioTests.Way.STREAM.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
		assertThat(ChatScenarioTests.described(chunks)).isEqualTo(ChatScenarioTests.described(List.of(plain)));
	}

	@Test
	void theContentOfAHitIsThatOfTheMiss() {
		this.fixture.server.answer(Script.stream(Answers.stream()));
		List<String> miss = this.fixture.ask().stream().content().collectList().block(Duration.ofSeconds(60));
		List<String> hit = this.fixture.ask().stream().content().collectList().block(Duration.ofSeconds(60));
		assertThat(hit).isEqualTo(miss);
		assertThat(this.fixture.ask().call().content()).isEqualTo(String.join("", miss)).isEqualTo(Answers.TEXT);
	}

	@Test
	void whoWaitsForAStreamThatIsCancelledAsksItself() {
		serveHeldBack();
		Held first = new Held();
		this.fixture.stream().subscribe(first);
		Eventually.holds("the first chunk has come", () -> first.chunks.getCount() == 0);
		Held second = new Held();
		this.fixture.stream().subscribe(second);
		cancel(first);
		Eventually.holds("the second asks", () -> this.fixture.server.calls() == 2);
		this.rest.countDown();
		Eventually.holds("the second has an answer", () -> second.complete);
	}

	@Test
	void whoGoesAwayWhileItWaitsLeavesTheCallToOthers() {
		serveHeldBack();
		Held first = new Held();
		this.fixture.stream().subscribe(first);
		Eventually.holds("the first chunk has come", () -> first.chunks.getCount() == 0);
		Held second = new Held();
		this.fixture.stream().subscribe(second);
		second.cancel();
		cancel(first);
		Held third = new Held();
		this.fixture.stream().subscribe(third);
		// Had the second one kept the ticket that it was then given, this would wait.
		Eventually.holds("the third asks", () -> this.fixture.server.calls() == 2);
		this.rest.countDown();
		Eventually.holds("the third has an answer", () -> third.complete);
	}

	// The SDK closes a stream only when the next event comes.
	private static void cancel(Held stream) {
		Thread thread = new Thread(stream::cancel);
		thread.setDaemon(true);
		thread.start();
	}

	private void serveHeldBack() {
		String whole = Answers.start() + Answers.text(0, List.of("You can", " return goods."))
				+ Answers.end("end_turn");
		int middle = whole.indexOf("event: content_block_delta", whole.indexOf("You can"));
		this.fixture.server.answer(Script.stream(whole.substring(0, middle),
				() -> this.rest.await(60, TimeUnit.SECONDS), whole.substring(middle)));
	}

	private static List<String> texts(List<ChatResponse> chunks) {
		return chunks.stream().map(ChatStreamTests::text).toList();
	}

	private static String text(ChatResponse chunk) {
		return chunk.getResult().getOutput().getText();
	}

	/**
	 * Takes what comes until it is cancelled.
	 */
	private static final class Held extends BaseSubscriber<ChatResponse> {

		private final CountDownLatch chunks = new CountDownLatch(1);

		private volatile boolean complete;

		@Override
		protected void hookOnNext(ChatResponse value) {
			this.chunks.countDown();
		}

		@Override
		protected void hookOnComplete() {
			this.complete = true;
		}

	}

	/**
	 * Takes nothing unless it asks for it.
	 */
	private static final class Asking extends BaseSubscriber<String> {

		private final List<String> received = new CopyOnWriteArrayList<>();

		private volatile boolean complete;

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			// Nothing is asked for yet.
		}

		@Override
		protected void hookOnNext(String value) {
			this.received.add(value);
		}

		@Override
		protected void hookOnComplete() {
			this.complete = true;
		}

	}

}
