package io.github.claudecache.client.springai;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.anthropic.errors.AnthropicIoException;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.model.ChatResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a caller gets who asks what another one is asking at the same moment.
 */
@Tag("spring-ai")
class SharedChatTests {

	private final ChatFixture fixture = new ChatFixture();

	private final CountDownLatch followerWaits = new CountDownLatch(1);

	private final AtomicInteger arrived = new AtomicInteger();

	@AfterEach
	void close() {
		this.followerWaits.countDown();
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "end_turn", "max_tokens", "refusal" })
	void anAnswerThatEndedIsShared(String stopReason) {
		serveFirst(Script.json(200, Answers.message(stopReason)));
		CompletableFuture<ChatResponse> leader = ask();
		ChatResponse shared = Eventually.get(follow());
		assertThat(ChatScenarioTests.described(List.of(shared)))
			.isEqualTo(ChatScenarioTests.described(List.of(Eventually.get(leader))));
		assertThat(ChatFixture.mark(shared).tier()).isEqualTo("joined");
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "pause_turn", "a_new_reason" })
	void aTurnThatGoesOnBelongsToItsCaller(String stopReason) {
		serveFirst(Script.json(200, Answers.message(stopReason)));
		CompletableFuture<ChatResponse> leader = ask();
		CompletableFuture<ChatResponse> follower = follow();
		assertThat(finishReason(Eventually.get(leader))).isEqualTo(stopReason);
		assertThat(finishReason(Eventually.get(follower))).isEqualTo("end_turn");
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void anErrorStatusBelongsToItsCaller() {
		serveFirst(Script.json(401, Answers.error("authentication_error")));
		CompletableFuture<ChatResponse> leader = ask();
		CompletableFuture<ChatResponse> follower = follow();
		assertThatThrownBy(() -> Eventually.get(leader)).hasMessageContaining("401");
		assertThat(finishReason(Eventually.get(follower))).isEqualTo("end_turn");
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void aStreamSharesWhatAPlainCallFetches() {
		serveFirst(Script.json(200, Answers.message()));
		CompletableFuture<ChatResponse> leader = ask();
		CompletableFuture<List<ChatResponse>> stream = this.fixture.stream().collectList().toFuture();
		this.followerWaits.countDown();
		assertThat(ChatFixture.text(Eventually.get(stream))).isEqualTo(Answers.TEXT);
		assertThat(Eventually.get(leader)).isNotNull();
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@Test
	void aFailureThatIsSharedIsTheOneOfTheCall() {
		int callers = 5;
		List<Thread> threads = new ArrayList<>();
		Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
		this.fixture.server.answer((exchange) -> {
			Eventually.holds("the others wait", () -> allButOneWait(threads));
			throw new IOException("dropped");
		});
		for (int i = 0; i < callers; i++) {
			threads.add(new Thread(() -> {
				try {
					this.fixture.call();
				}
				catch (Throwable ex) {
					thrown.add(ex);
				}
			}));
		}
		List.copyOf(threads).forEach(Thread::start);
		threads.forEach(Eventually::ended);
		assertThat(thrown).hasSize(callers).allSatisfy((ex) -> assertThat(ex).isInstanceOf(AnthropicIoException.class));
		assertThat(this.fixture.server.calls()).isLessThan(callers);
	}

	private static boolean allButOneWait(List<Thread> threads) {
		long alive = threads.stream().filter(Thread::isAlive).count();
		return threads.stream().filter(SharedChatTests::waits).count() >= alive - 1;
	}

	private void serveFirst(Script first) {
		this.fixture.server.answer((exchange) -> {
			if (this.arrived.incrementAndGet() == 1) {
				this.followerWaits.await(20, TimeUnit.SECONDS);
				first.answer(exchange);
			}
			else {
				Script.json(200, Answers.message()).answer(exchange);
			}
		});
	}

	private CompletableFuture<ChatResponse> ask() {
		CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
		start(answer);
		Eventually.holds("the first call has arrived", () -> this.arrived.get() == 1);
		return answer;
	}

	private CompletableFuture<ChatResponse> follow() {
		CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
		Thread thread = start(answer);
		Eventually.holds("the other caller waits", () -> waits(thread));
		this.followerWaits.countDown();
		return answer;
	}

	private Thread start(CompletableFuture<ChatResponse> answer) {
		Thread thread = new Thread(() -> {
			try {
				answer.complete(this.fixture.call());
			}
			catch (Throwable ex) {
				answer.completeExceptionally(ex);
			}
		});
		thread.start();
		return thread;
	}

	private static boolean waits(Thread thread) {
		return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
	}

	private static String finishReason(ChatResponse response) {
		return response.getResult().getMetadata().getFinishReason();
	}

}
