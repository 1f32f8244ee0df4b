package io.github.claudecache.client.langchain4j;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.ManualPatience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a caller gets who asks what another one is asking at the same moment.
 */
class SharedChatTests {

	private final ManualPatience patience = new ManualPatience();

	private final ChatFixture fixture = new ChatFixture(
			(builder) -> builder.waiting(this.patience, Duration.ofSeconds(30)), ChatFixture.oneTenant(), 1024 * 1024);

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
		CompletableFuture<ChatResponse> leader = lead(this.fixture::ask);
		ChatResponse followed = Eventually.get(follow(this.fixture::ask));
		assertThat(StoredChat.withoutTransport(followed))
			.isEqualTo(StoredChat.withoutTransport(Eventually.get(leader)));
		assertThat(followed).isInstanceOfSatisfying(CachedChatResponse.class,
				(response) -> assertThat(response.provenance().outcome()).isEqualTo(Outcome.MISS));
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "tool_use", "pause_turn", "a_new_reason" })
	void aTurnThatGoesOnBelongsToItsCaller(String stopReason) {
		serveFirst(Script.json(200, Answers.message(stopReason)));
		CompletableFuture<ChatResponse> leader = lead(this.fixture::ask);
		assertThat(Eventually.get(follow(this.fixture::ask))).isNotInstanceOf(CachedChatResponse.class);
		assertThat(Eventually.get(leader)).isNotNull();
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void anErrorStatusBelongsToItsCaller() {
		serveFirst(Script.json(401, Answers.error("authentication_error")));
		CompletableFuture<ChatResponse> leader = lead(this.fixture::ask);
		CompletableFuture<ChatResponse> follower = follow(this.fixture::ask);
		assertThatThrownBy(() -> Eventually.get(leader)).hasMessageContaining("authentication_error");
		assertThat(Eventually.get(follower).aiMessage().text()).isEqualTo(Answers.TEXT);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void aSlowStreamIsSharedWithWhoAsksMeanwhile() {
		this.fixture.server.answer((exchange) -> {
			this.arrived.incrementAndGet();
			Script
				.stream(Answers.start(), () -> this.followerWaits.await(20, TimeUnit.SECONDS),
						Answers.text(0, List.of("Slow.")) + Answers.end("end_turn"))
				.answer(exchange);
		});
		CompletableFuture<ChatResponse> leader = lead(() -> this.fixture.stream().response());
		ChatResponse followed = Eventually.get(follow(this.fixture::ask));
		assertThat(followed.aiMessage()).isEqualTo(Eventually.get(leader).aiMessage());
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@Test
	void aStreamFollowsAPlainCall() {
		serveFirst(Script.json(200, Answers.message()));
		CompletableFuture<ChatResponse> leader = lead(this.fixture::ask);
		ChatResponse followed = Eventually.get(follow(() -> this.fixture.stream().response()));
		assertThat(followed.aiMessage()).isEqualTo(Eventually.get(leader).aiMessage());
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	// LangChain4j tells a handler nothing about it, with or without a cache.
	@Test
	void aStreamThatEndsWithoutAnEndHoldsOthersUpForTheLimitOnly() {
		serveFirst(Script.stream(Answers.start() + Answers.text(0, List.of("You"))));
		CompletableFuture<StreamEvents> leader = lead(this.fixture::stream);
		CompletableFuture<ChatResponse> follower = follow(this.fixture::ask);
		Eventually.holds("the time of the other caller is up", () -> {
			this.patience.runOut();
			return follower.isDone();
		});
		assertThat(Eventually.get(follower).aiMessage().text()).isEqualTo(Answers.TEXT);
		assertThat(Eventually.get(leader).complete).isNotDone();
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void aFailureOfTheConnectionIsShared() {
		this.fixture.server.answer((exchange) -> {
			if (this.arrived.incrementAndGet() == 1) {
				this.followerWaits.await(20, TimeUnit.SECONDS);
			}
			throw new IOException("dropped");
		});
		CompletableFuture<ChatResponse> leader = lead(this.fixture::ask);
		CompletableFuture<ChatResponse> follower = follow(() -> this.fixture.stream().response());
		assertThatThrownBy(() -> Eventually.get(leader)).hasRootCauseInstanceOf(IOException.class);
		assertThatThrownBy(() -> Eventually.get(follower)).hasRootCauseInstanceOf(IOException.class);
		assertThat(this.fixture.log.stored()).isZero();
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

	private <T> CompletableFuture<T> lead(Supplier<T> call) {
		CompletableFuture<T> answer = start(call);
		Eventually.holds("the first call has arrived", () -> this.arrived.get() == 1);
		return answer;
	}

	private <T> CompletableFuture<T> follow(Supplier<T> call) {
		CompletableFuture<T> answer = start(call);
		this.patience.awaitWaiting(1);
		this.followerWaits.countDown();
		return answer;
	}

	private static <T> CompletableFuture<T> start(Supplier<T> call) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		new Thread(() -> {
			try {
				answer.complete(call.get());
			}
			catch (Throwable ex) {
				answer.completeExceptionally(ex);
			}
		}).start();
		return answer;
	}

}
