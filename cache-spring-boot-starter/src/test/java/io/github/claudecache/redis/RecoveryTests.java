package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisFault;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisProxy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P12: the cache comes back by itself, soon, and with one line in the log for each change
 * of state. The settings are those of production.
 */
class RecoveryTests {

	private static final Log logger = LogFactory.getLog(RecoveryTests.class);

	private static final int CYCLES = 20;

	private static final Duration AFTER_RESTART = Duration.ofSeconds(2);

	private static final Duration AFTER_SILENCE = Duration.ofSeconds(5);

	private static final Duration BLACK_HOLE = Duration
		.ofSeconds(Long.getLong("claudecache.faults.black-hole-seconds", 5));

	private static final Duration OTHERWISE = Duration.ofSeconds(5);

	// One change of state and back, and as much again for a machine that is busy.
	private static final int LINES_PER_OUTAGE = 4;

	private RedisProcess redis;

	private RedisProxy proxy;

	private TestNode node;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(RedisBinary.embedded(), "--save", "");
		this.proxy = RedisProxy.before(this.redis);
		this.node = TestNode.at(this.proxy.port(),
				new RedisSettings(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofDays(7), Duration.ofDays(8),
						1 << 20, 32 * 1024, 0, OnRestart.VOID, BreakerSettings.DEFAULT));
	}

	@AfterEach
	void stop() {
		this.node.close();
		this.proxy.close();
		this.redis.close();
	}

	@Test
	void p12FirstHitSoonAfterEachRestart() {
		Duration worst = Duration.ZERO;
		try (Visitors visitors = new Visitors(this.node); LogLines lines = LogLines.fromNowOn()) {
			for (int cycle = 1; cycle <= CYCLES; cycle++) {
				visitors.awaitHits(20);
				this.redis.kill();
				this.node.awaitAway();
				// Not always the same moment between two tries to connect.
				visitors.awaitCalls(37L * cycle);
				this.redis.start();
				Duration taken = visitors.untilNextHit();
				worst = longer(worst, taken);
			}
			logger.info("First hit at most " + worst.toMillis() + " ms after a restart, in " + CYCLES + " cycles, with "
					+ lines.of(RedisLink.class).size() + " lines in the log");
			assertThat(worst).isLessThanOrEqualTo(AFTER_RESTART);
			assertThat(visitors.failures()).isEmpty();
			assertThat(lines.of(RedisLink.class)).hasSizeBetween(2 * CYCLES, LINES_PER_OUTAGE * CYCLES);
			assertThat(lines.warnings()).hasSizeLessThanOrEqualTo(LINES_PER_OUTAGE / 2 * CYCLES);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "BLACK_HOLE", "STOPPED" })
	void p12FirstHitSoonAfterALongSilence(RedisFault fault) {
		firstHitSoonAfter(fault.name(), (fault == RedisFault.BLACK_HOLE) ? BLACK_HOLE : OTHERWISE,
				() -> fault.begin(this.redis, this.proxy), () -> fault.end(this.redis, this.proxy));
	}

	// Not even the connection that is being made when it ends can go on.
	@Test
	void p12FirstHitSoonAfterASilenceInWhichEverythingIsLost() {
		firstHitSoonAfter("Every reply lost", OTHERWISE, this.proxy::dropReplies, this.proxy::pass);
	}

	private void firstHitSoonAfter(String silence, Duration lasting, Runnable begin, Runnable end) {
		try (Visitors visitors = new Visitors(this.node); LogLines lines = LogLines.fromNowOn()) {
			visitors.awaitHits(20);
			begin.run();
			this.node.awaitAway();
			visitors.callFor(lasting);
			end.run();
			Duration taken = visitors.untilNextHit();

			logger.info(silence + " for " + lasting.toSeconds() + " s: first hit " + taken.toMillis()
					+ " ms after its end, with " + lines.of(RedisLink.class).size() + " lines in the log");
			assertThat(taken).isLessThanOrEqualTo(AFTER_SILENCE);
			assertThat(visitors.failures()).isEmpty();
			assertThat(lines.of(RedisLink.class)).hasSizeBetween(2, LINES_PER_OUTAGE);
			assertThat(lines.warnings()).hasSizeLessThanOrEqualTo(LINES_PER_OUTAGE / 2);
		}
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	/**
	 * Two callers who now and then ask one of a few questions.
	 */
	private static final class Visitors implements AutoCloseable {

		private static final int QUESTIONS = 10;

		private static final long PAUSE_NANOS = 2_000_000;

		private final TestNode node;

		private final AtomicLong calls = new AtomicLong();

		private final AtomicLong hits = new AtomicLong();

		private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

		private final List<CompletableFuture<Void>> callers;

		private volatile boolean over;

		private Visitors(TestNode node) {
			this.node = node;
			Executor threads = (task) -> new Thread(task).start();
			this.callers = List.of(CompletableFuture.runAsync(this::visit, threads),
					CompletableFuture.runAsync(this::visit, threads));
		}

		private void visit() {
			for (int turn = 0; !this.over; turn++) {
				try {
					ClaudeAnswer<String> answer = this.node.ask("q" + turn % QUESTIONS, "answer");
					this.hits.addAndGet(answer.provenance().hit() ? 1 : 0);
					this.calls.incrementAndGet();
				}
				catch (RuntimeException ex) {
					this.failures.add(ex);
				}
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}

		private void awaitHits(long more) {
			long wanted = this.hits.get() + more;
			Eventually.holds(more + " more hits", () -> this.hits.get() >= wanted);
		}

		private void awaitCalls(long more) {
			long wanted = this.calls.get() + more;
			Eventually.holds(more + " more calls", () -> this.calls.get() >= wanted);
		}

		private void callFor(Duration time) {
			long end = System.nanoTime() + time.toNanos();
			while (System.nanoTime() < end) {
				awaitCalls(1);
			}
		}

		private Duration untilNextHit() {
			long began = System.nanoTime();
			awaitHits(1);
			return Duration.ofNanos(System.nanoTime() - began);
		}

		private List<Throwable> failures() {
			return List.copyOf(this.failures);
		}

		@Override
		public void close() {
			this.over = true;
			this.callers.forEach(Eventually::get);
		}

	}

}
