package io.github.claudecache.benchmarks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.RepeatableCall;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.audit.AnswerComparer;
import io.github.claudecache.audit.AuditSettings;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A hit of a repeatable call with the audit at its default rates, beside one without: the
 * forks take turns.
 *
 * @since 0.1.0
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AuditBenchmark {

	private static final RepeatableCall<String, RuntimeException> CALL = () -> ClaudeAnswer
		.complete("Yes, within thirty days.");

	private final ExecutorService threads = Executors.newFixedThreadPool(AuditSettings.DEFAULT.atATime());

	private final ClaudeRequest request = Requests.TYPICAL.request();

	private ClaudeCache audited = cache(List.of());

	private final ClaudeCache plain = cache(List.of());

	private static ClaudeCache cache(List<Auditor> auditors) {
		var builder = ClaudeCache.builder().caches(CacheDefinition.of("faq", "static")).listeners(auditors);
		auditors.forEach(builder::audit);
		return builder.build();
	}

	/**
	 * Stores one answer in both.
	 */
	@Setup
	public void prepare() {
		this.audited = cache(List.of(new Auditor(AuditSettings.DEFAULT, (cache) -> AuditSettings.DEFAULT,
				AnswerComparer.equality(), this.threads, Patience.system(), InstantSource.system(), (event) -> {
				})));
		this.audited.answer(this.request, CALL);
		this.plain.answer(this.request, CALL);
	}

	/**
	 * Ends the threads.
	 * @throws InterruptedException if that was interrupted
	 */
	@TearDown
	public void close() throws InterruptedException {
		this.threads.shutdown();
		this.threads.awaitTermination(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS);
	}

	/**
	 * With the audit.
	 * @return the answer
	 */
	@Benchmark
	public ClaudeAnswer<String> audited() {
		return this.audited.answer(this.request, CALL);
	}

	/**
	 * Without.
	 * @return the answer
	 */
	@Benchmark
	public ClaudeAnswer<String> plain() {
		return this.plain.answer(this.request, CALL);
	}

}
