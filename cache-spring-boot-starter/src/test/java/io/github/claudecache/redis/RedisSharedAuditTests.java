package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.AuditSettings;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.audit.ServedHit;
import io.github.claudecache.audit.SharedAudit;
import io.github.claudecache.audit.Tally;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BudgetState;
import io.github.claudecache.testsupport.redis.EveryRedisServer;
import io.github.claudecache.testsupport.redis.RedisBinary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Processes show one figure and close together, on a server that grants what is
 * documented and nothing else.
 */
@EveryRedisServer
class RedisSharedAuditTests {

	private static final String CACHE = "faq";

	private static final AuditSettings ALL = new AuditSettings(1, 1, 1, 1_000_000, 10, Duration.ofSeconds(30),
			Duration.ofHours(24), 0.02, 0.95, Duration.ofHours(1));

	@Parameter
	private RedisBinary binary;

	private LimitedRedis redis;

	private TestNode one;

	private TestNode two;

	@BeforeEach
	void start() {
		this.redis = LimitedRedis.start(this.binary, EnumSet.allOf(RedisRight.class));
		this.one = TestNode.of(this.redis.connector());
		this.two = TestNode.of(this.redis.connector());
	}

	@AfterEach
	void stop() {
		this.one.close();
		this.two.close();
		this.redis.close();
	}

	@Test
	void twoProcessesShowOneFigureAndCloseTogetherAndForgetNothingWhenRedisIsEmptied() {
		Auditor first = auditor(this.one);
		Auditor second = auditor(this.two);
		for (int i = 0; i < 40; i++) {
			audit((i % 2 == 0) ? first : second, "no");
			exchange((i % 2 == 0) ? first : second);
		}
		exchange(first);
		assertThat(List.of(first, second)).allSatisfy((process) -> {
			assertThat(process.closed(CACHE)).contains("wrong");
			assertThat(process.figures(CACHE).semantic()).isEqualTo(new Tally(40, 0, 40, 0));
		});
		assertThat(keys()).singleElement()
			.satisfies((key) -> assertThat(this.redis.server().command("PTTL", key).number()).isBetween(1L,
					ALL.window().toMillis()));
		this.redis.server().command("FLUSHALL");
		exchange(second);
		exchange(first);
		exchange(second);
		assertThat(first.figures(CACHE)).isEqualTo(second.figures(CACHE));
		Auditor late = auditor(this.one);
		exchange(late);
		assertThat(late.figures(CACHE).state()).isEqualTo(BudgetState.CLOSED);
		assertThat(late.figures(CACHE).semantic().different()).isEqualTo(40);
		assertThat(this.redis.refused()).isEmpty();
	}

	@Test
	void whatHoldsIsChangedOnlyByWhoKnowsIt() {
		SharedAudit first = this.one.store().audits(ALL.window());
		SharedAudit second = this.two.store().audits(ALL.window());
		assertThat(replace(first, null, "a")).isTrue();
		assertThat(replace(second, null, "b")).isFalse();
		assertThat(replace(second, "a", "b")).isTrue();
		assertThat(replace(first, "a", "c")).isFalse();
		SharedAudit.Known known = first.exchange(CACHE, "counts", List.of()).toCompletableFuture().join();
		assertThat(known.budget()).isEqualTo("b");
		assertThat(known.counts()).containsOnlyKeys(first.process());
		assertThat(second.exchange(CACHE, "counts", List.of(first.process())).toCompletableFuture().join().counts())
			.containsOnlyKeys(second.process());
	}

	private List<String> keys() {
		return this.redis.server()
			.command("KEYS", TestNode.NAMESPACE.versioned() + "a:*")
			.list()
			.stream()
			.map((key) -> key.text())
			.toList();
	}

	private static Auditor auditor(TestNode node) {
		return new Auditor(ALL, (cache) -> ALL,
				(answers) -> CompletableFuture.completedFuture(
						answers.served().equals(answers.fresh()) ? AuditVerdict.SAME : AuditVerdict.DIFFERENT),
				Runnable::run, Patience.system(), InstantSource.system(), (event) -> {
				}, node.store().audits(ALL.window()));
	}

	private static void audit(Auditor auditor, String fresh) {
		auditor.onEvent(new CacheEvent.Shadowed(CACHE, Outcome.SEMANTIC));
		auditor.served(new ServedHit(CACHE, Outcome.SEMANTIC, "May I?", Payload.text("yes")),
				() -> CompletableFuture.completedFuture(AnswerDraft.complete(fresh)));
	}

	private static void exchange(Auditor auditor) {
		auditor.exchange(List.of(CACHE)).toCompletableFuture().join();
	}

	private static boolean replace(SharedAudit audit, String expected, String next) {
		return audit.replace(CACHE, expected, next).toCompletableFuture().join();
	}

}
