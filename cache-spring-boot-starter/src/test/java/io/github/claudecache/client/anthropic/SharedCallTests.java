package io.github.claudecache.client.anthropic;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.anthropic.models.messages.Message;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a caller gets who asks what another one is asking at the same moment.
 */
class SharedCallTests {

	private final AnthropicFixture fixture = new AnthropicFixture();

	private final CountDownLatch followerWaits = new CountDownLatch(1);

	private final AtomicInteger arrived = new AtomicInteger();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "end_turn", "max_tokens", "refusal" })
	void anAnswerThatEndedIsShared(String stopReason) {
		serveFirst(Script.json(200, Answers.message(stopReason)));
		Message[] messages = askTwice();
		assertThat(messages[0]).isEqualTo(messages[1]);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "tool_use", "pause_turn", "a_new_reason" })
	void aTurnThatGoesOnBelongsToItsCaller(String stopReason) {
		serveFirst(Script.json(200, Answers.message(stopReason)));
		Message[] messages = askTwice();
		assertThat(messages[0].stopReason().orElseThrow().asString()).isEqualTo(stopReason);
		assertThat(messages[1].stopReason().orElseThrow().asString()).isEqualTo("end_turn");
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void anErrorStatusBelongsToItsCaller() {
		serveFirst(Script.json(401, Answers.error("authentication_error")));
		CompletableFuture<Message> leader = ask();
		CompletableFuture<Message> follower = follow();
		assertThatThrownBy(() -> Eventually.get(leader)).hasMessageContaining("401");
		assertThat(AnthropicFixture.text(Eventually.get(follower))).isEqualTo(Answers.TEXT);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
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

	private Message[] askTwice() {
		CompletableFuture<Message> leader = ask();
		CompletableFuture<Message> follower = follow();
		return new Message[] { Eventually.get(leader), Eventually.get(follower) };
	}

	private CompletableFuture<Message> ask() {
		CompletableFuture<Message> answer = new CompletableFuture<>();
		start(answer);
		Eventually.holds("the first call has arrived", () -> this.arrived.get() == 1);
		return answer;
	}

	private CompletableFuture<Message> follow() {
		CompletableFuture<Message> answer = new CompletableFuture<>();
		Thread thread = start(answer);
		Eventually.holds("the other caller waits",
				() -> thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
		this.followerWaits.countDown();
		return answer;
	}

	private Thread start(CompletableFuture<Message> answer) {
		Thread thread = new Thread(() -> {
			try {
				answer.complete(this.fixture.ask(AnthropicFixture.request().build()));
			}
			catch (Throwable ex) {
				answer.completeExceptionally(ex);
			}
		});
		thread.start();
		return thread;
	}

}
