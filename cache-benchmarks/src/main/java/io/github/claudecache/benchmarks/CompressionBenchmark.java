package io.github.claudecache.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import com.github.luben.zstd.Zstd;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import net.jpountz.lz4.LZ4Factory;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import redis.embedded.RedisServer;

/**
 * What it costs to compress the body of an answer and to read it back, beside a GET of it
 * on the loopback interface, plain and compressed. Prints the bytes that are kept.
 *
 * @since 0.1.0
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompressionBenchmark {

	private static final byte[] PLAIN = { 'p' };

	private static final byte[] DEFLATED = { 'd' };

	/**
	 * The size of the answer in bytes.
	 */
	@Param({ "2048", "20480", "204800" })
	public int size = 2048;

	private final LZ4Factory lz4 = LZ4Factory.fastestInstance();

	private byte[] text = new byte[0];

	private byte[] deflated = new byte[0];

	private byte[] lz4Compressed = new byte[0];

	private byte[] zstdCompressed = new byte[0];

	private @Nullable RedisServer server;

	private @Nullable RedisClient client;

	private @Nullable StatefulRedisConnection<byte[], byte[]> connection;

	/**
	 * Compresses the answer by each codec and puts it into a Redis of its own.
	 * @throws IOException if there is no Redis
	 */
	@Setup
	public void prepare() throws IOException {
		this.text = EnglishText.of(this.size).getBytes(StandardCharsets.UTF_8);
		this.deflated = deflate();
		this.lz4Compressed = lz4();
		this.zstdCompressed = zstd();
		PrintStream out = System.out;
		out.printf(Locale.ROOT, "%nBytes of %d: deflate %d, lz4 %d, zstd %d%n", this.text.length, this.deflated.length,
				this.lz4Compressed.length, this.zstdCompressed.length);
		int port = freePort();
		this.server = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
		this.server.start();
		this.client = RedisClient.create(RedisURI.create("localhost", port));
		this.connection = this.client.connect(ByteArrayCodec.INSTANCE);
		this.connection.sync().set(PLAIN, this.text);
		this.connection.sync().set(DEFLATED, this.deflated);
	}

	/**
	 * Ends the Redis.
	 * @throws IOException if it does not end
	 */
	@TearDown
	public void close() throws IOException {
		if (this.client != null && this.server != null) {
			this.client.shutdown();
			this.server.stop();
		}
	}

	/**
	 * The JDK's codec, as the store uses it.
	 * @return the compressed bytes
	 */
	@Benchmark
	public byte[] deflate() {
		Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
		try {
			deflater.setInput(this.text);
			deflater.finish();
			byte[] buffer = new byte[this.text.length];
			return Arrays.copyOf(buffer, deflater.deflate(buffer));
		}
		finally {
			deflater.end();
		}
	}

	/**
	 * The JDK's codec, as the store uses it.
	 * @return the text
	 * @throws DataFormatException never
	 */
	@Benchmark
	public byte[] inflate() throws DataFormatException {
		Inflater inflater = new Inflater(true);
		try {
			inflater.setInput(this.deflated);
			byte[] inflated = new byte[this.size];
			inflater.inflate(inflated);
			return inflated;
		}
		finally {
			inflater.end();
		}
	}

	/**
	 * LZ4, by native code.
	 * @return the compressed bytes
	 */
	@Benchmark
	public byte[] lz4() {
		return this.lz4.fastCompressor().compress(this.text);
	}

	/**
	 * LZ4, by native code.
	 * @return the text
	 */
	@Benchmark
	public byte[] unlz4() {
		return this.lz4.safeDecompressor().decompress(this.lz4Compressed, this.size);
	}

	/**
	 * Zstandard at its lowest level, by native code.
	 * @return the compressed bytes
	 */
	@Benchmark
	public byte[] zstd() {
		return Zstd.compress(this.text, 1);
	}

	/**
	 * Zstandard, by native code.
	 * @return the text
	 */
	@Benchmark
	public byte[] unzstd() {
		return Zstd.decompress(this.zstdCompressed, this.size);
	}

	/**
	 * The bare operation.
	 * @return the text
	 */
	@Benchmark
	public byte @Nullable [] get() {
		return (this.connection != null) ? this.connection.sync().get(PLAIN) : null;
	}

	/**
	 * The bare operation on what is smaller.
	 * @return the compressed bytes
	 */
	@Benchmark
	public byte @Nullable [] getDeflated() {
		return (this.connection != null) ? this.connection.sync().get(DEFLATED) : null;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}
