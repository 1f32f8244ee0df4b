package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.CacheEvent.StoreFailed;
import io.github.claudecache.event.CacheEvent.StoreFailed.Operation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Whatever a real server refuses, and in whatever words, the caller gets Claude's answer,
 * and the failure is counted by what was tried.
 */
class RefusingServerTests {

	private final EventLog events = new EventLog();

	private RedisProcess redis;

	private TestNode node;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(RedisBinary.embedded(), "--save", "");
		this.node = TestNode.at(this.redis.port(), TestNode.NAMESPACE, TestNode.settings(),
				(builder) -> builder.listeners(List.of(this.events)));
	}

	@AfterEach
	void stop() {
		this.node.close();
		this.redis.close();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("refusals")
	void callerGetsTheAnswerOfClaudeAndTheFailureIsCounted(String code, Operation operation, List<String> commands) {
		this.node.ask("q", "kept", "doc:a");
		refuse(commands);

		ClaudeAnswer<String> answer = this.node.ask("other", "answer", "doc:a");

		assertThat(answer.value()).isEqualTo("answer");
		assertThat(answer.provenance()).isNotNull();
		assertThat(answer.provenance().outcome()).isEqualTo(Outcome.MISS);
		assertThat(answer.provenance().refusal()).isNotNull();
		assertThat(this.events.events(StoreFailed.class)).isNotEmpty()
			.allSatisfy((failed) -> assertThat(failed.operation()).isEqualTo(operation))
			.anySatisfy((failed) -> assertThat(failed.error()).hasMessageContaining(code));
	}

	static Stream<Arguments> refusals() {
		return Stream.of(refusal("OOM", Operation.STORE, "CONFIG SET maxmemory 1"),
				refusal("NOPERM", Operation.READ, "ACL SETUSER default -hmget"),
				refusal("NOPERM", Operation.STORE, "ACL SETUSER default -evalsha -eval"),
				refusal("MASTERDOWN", Operation.READ, "CONFIG SET replica-serve-stale-data no",
						"REPLICAOF 127.0.0.1 " + RedisProcess.unusedPort()));
	}

	@Test
	void serverThatForgotTheScriptsIsGivenThemAgain() {
		this.node.ask("q", "kept", "doc:a");
		this.redis.command("SCRIPT", "FLUSH");

		assertThat(this.node.ask("other", "answer", "doc:a").provenance()).isNotNull()
			.satisfies((provenance) -> assertThat(provenance.refusal()).isNull());
		assertThat(this.node.outcome("other", "doc:a")).isEqualTo(Outcome.EXACT);
		assertThat(this.events.events(StoreFailed.class)).isEmpty();
	}

	@Test
	void busyServerCostsNoAnswer() {
		this.node.ask("q", "kept", "doc:a");
		this.redis.command("CONFIG", "SET", "lua-time-limit", "10");
		Thread script = new Thread(() -> assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> this.redis.command("EVAL", "while true do end", "0")));
		script.start();
		Eventually.holds("Redis is busy", () -> {
			assertThat(this.node.ask("q", "asked again", "doc:a").value()).isIn("kept", "asked again");
			return this.events.events(StoreFailed.class)
				.stream()
				.anyMatch((failed) -> String.valueOf(failed.error().getMessage()).contains("BUSY"));
		});
		this.redis.command("SCRIPT", "KILL");
		Eventually.ended(script);

		Eventually.holds("Answers are served again", () -> this.node.outcome("q", "doc:a") == Outcome.EXACT);
	}

	@Test
	void loadingServerCostsNoAnswer() {
		this.node.ask("q", "kept", "doc:a");
		// While it loads it looks after its clients every 2 MB.
		this.redis.command("DEBUG", "POPULATE", "3000", "filler", "10000");
		this.redis.command("CONFIG", "SET", "rdbcompression", "no");
		this.redis.command("CONFIG", "SET", "key-load-delay", "1000");
		Thread reload = new Thread(() -> this.redis.command("DEBUG", "RELOAD"));
		reload.start();
		Eventually.holds("Redis is loading", () -> {
			assertThat(this.node.ask("q", "asked again", "doc:a").value()).isIn("kept", "asked again");
			return this.events.events(StoreFailed.class)
				.stream()
				.anyMatch((failed) -> String.valueOf(failed.error().getMessage()).contains("LOADING"));
		});
		Eventually.ended(reload);

		Eventually.holds("Answers are served again", () -> this.node.outcome("q", "doc:a") == Outcome.EXACT);
	}

	@Test
	void invalidationThatAServerRefusesIsAnError() {
		this.node.ask("q", "kept", "doc:a");
		this.redis.command("REPLICAOF", "127.0.0.1", String.valueOf(RedisProcess.unusedPort()));

		assertThatExceptionOfType(InvalidationFailedException.class).isThrownBy(() -> this.node.invalidate("doc:a"));
		assertThat(this.node.ask("q", "asked again", "doc:a").value()).isEqualTo("asked again");
	}

	private void refuse(List<String> commands) {
		commands.forEach((command) -> this.redis.command(command.split(" ")));
	}

	private static Arguments refusal(String code, Operation operation, String... commands) {
		return arguments(code, operation, List.of(commands));
	}

}
