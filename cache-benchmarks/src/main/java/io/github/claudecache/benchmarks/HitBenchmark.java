package io.github.claudecache.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A hit in memory through the door of the cache (key, entry, both ledgers, identity),
 * beside a bare look into Caffeine by a key that is already there.
 *
 * @since 0.1.0
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HitBenchmark {

	/**
	 * The size of the request.
	 */
	@Param({ "SMALL", "TYPICAL" })
	public Requests size = Requests.SMALL;

	private final ClaudeCache cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "static")).build();

	private final Cache<Fingerprint, CachedAnswer> caffeine = Caffeine.newBuilder().maximumSize(10_000).build();

	private ClaudeRequest request = Requests.SMALL.request();

	private Fingerprint fingerprint = new Fingerprint("0".repeat(64));

	/**
	 * Stores one answer in both.
	 */
	@Setup
	public void prepare() {
		this.request = this.size.request();
		if (this.cache.open(this.request) instanceof Ticket ticket) {
			ticket.complete(AnswerDraft.complete("Yes, within thirty days."), List.of());
		}
		if (!(this.cache.open(this.request) instanceof Hit hit) || hit.provenance().fingerprint() == null) {
			throw new IllegalStateException("The answer was not kept");
		}
		this.fingerprint = hit.provenance().fingerprint();
		this.caffeine.put(this.fingerprint, hit.answer());
	}

	/**
	 * The hit.
	 * @return the hit
	 */
	@Benchmark
	public Lookup open() {
		return this.cache.open(this.request);
	}

	/**
	 * The bare operation.
	 * @return the answer
	 */
	@Benchmark
	public @Nullable CachedAnswer caffeine() {
		return this.caffeine.getIfPresent(this.fingerprint);
	}

}
