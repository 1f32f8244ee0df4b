package io.github.claudecache.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.redis.WireFormat;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoredEntry;
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
 * What it costs to turn the bytes of a hit on Redis into an entry, beside the first
 * layout, which was read by a mapper, and beside making a string of the answer alone. The
 * entry is one of eight tags.
 *
 * @since 0.1.0
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EntryDecodeBenchmark {

	/**
	 * The size of the answer in bytes.
	 */
	@Param({ "2048", "20480" })
	public int size = 2048;

	private final WireFormat format = new WireFormat(Integer.MAX_VALUE);

	private final WireFormat deflating = new WireFormat(0);

	private final DatabindFormat databind = new DatabindFormat();

	private StoredEntry entry = entry(2048);

	private byte[] encoded = new byte[0];

	private byte[] deflated = new byte[0];

	private List<byte[]> fields = List.of();

	private byte[] body = new byte[0];

	/**
	 * Writes the entry in every way.
	 */
	@Setup
	public void prepare() {
		this.entry = entry(this.size);
		this.encoded = this.format.encode(this.entry);
		this.deflated = this.deflating.encode(this.entry);
		this.fields = this.databind.encode(this.entry);
		this.body = this.entry.answer().payload().body().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A hit.
	 * @return the entry
	 */
	@Benchmark
	public StoredEntry decode() {
		return this.format.decode(this.encoded);
	}

	/**
	 * A hit whose answer is deflated.
	 * @return the entry
	 */
	@Benchmark
	public StoredEntry decodeDeflated() {
		return this.deflating.decode(this.deflated);
	}

	/**
	 * A hit in the first layout.
	 * @return the entry
	 */
	@Benchmark
	public StoredEntry decodeByMapper() {
		return this.databind.decode(this.fields);
	}

	/**
	 * The bare operation.
	 * @return the answer
	 */
	@Benchmark
	public String string() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * What is written after a miss.
	 * @return the bytes
	 */
	@Benchmark
	public byte[] encode() {
		return this.format.encode(this.entry);
	}

	private static StoredEntry entry(int size) {
		Fingerprints fingerprints = FingerprintComposer
			.standard(Namespace.DEFAULT, MessageNormalizer.standard(), List.of())
			.compose(CacheDefinition.of("faq", "reference"), Requests.TYPICAL.request());
		Set<Tag> tags = new LinkedHashSet<>(List.of(Tag.ofCache("faq"), Tag.ofModel("claude-sonnet-5")));
		for (int i = 0; i < 5; i++) {
			tags.add(Tag.ofDocument("policies/returns/" + i));
		}
		tags.add(Tag.ofEntry(fingerprints.exact()));
		Instant created = Instant.parse("2026-01-05T08:00:00Z");
		CachedAnswer answer = new CachedAnswer(Payload.text(EnglishText.of(size)), StopReason.END_TURN,
				"claude-sonnet-5", Usage.of(2_000, 500), created, tags);
		Stamp stamp = new Stamp(-4_503_599_627_370_496L, 1_767_600_000_000_000L, -2_251_799_813_685_248L,
				1_767_500_000_000_000L);
		return new StoredEntry(new EntryKey(new TenantId("acme"), fingerprints.exact()), "faq", fingerprints.scope(),
				fingerprints.card(), answer, stamp, created.plusSeconds(86_400));
	}

}
