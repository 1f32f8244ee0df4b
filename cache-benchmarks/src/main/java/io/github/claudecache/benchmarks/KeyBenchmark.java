package io.github.claudecache.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
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
 * Both fingerprints of a request, beside one SHA-256 over the same text as bytes.
 *
 * @since 0.1.0
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KeyBenchmark {

	/**
	 * The size of the request.
	 */
	@Param
	public Requests size = Requests.SMALL;

	private final CacheDefinition definition = CacheDefinition.of("faq", "static");

	private final FingerprintComposer composer = FingerprintComposer.standard(Namespace.DEFAULT,
			MessageNormalizer.standard(), List.of());

	private ClaudeRequest request = Requests.SMALL.request();

	private byte[] bytes = new byte[0];

	/**
	 * Makes the request and its bytes.
	 */
	@Setup
	public void prepare() {
		this.request = this.size.request();
		this.bytes = this.size.texts().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * The key.
	 * @return the fingerprints
	 */
	@Benchmark
	public Fingerprints key() {
		return this.composer.compose(this.definition, this.request);
	}

	/**
	 * The bare operation.
	 * @return the digest
	 * @throws NoSuchAlgorithmException never
	 */
	@Benchmark
	public byte[] sha256() throws NoSuchAlgorithmException {
		return MessageDigest.getInstance("SHA-256").digest(this.bytes);
	}

}
