package io.github.claudecache.benchmarks.speed.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;

/**
 * A server that is up, seen by whoever runs the measurement. Everything that a run writes
 * has a prefix of its own and is removed when the run closes: the server may hold other
 * data.
 *
 * @since 0.1.0
 */
public final class MeasuredRedis implements AutoCloseable {

	private static final int BATCH = 1000;

	// KEYS and DEL of a million keys block a server for seconds.
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final RedisAddress address;

	private final String prefix = "speed:" + UUID.randomUUID().toString().substring(0, 8) + ":";

	private final ClientResources resources = leanResources();

	private final RedisClient client;

	private final StatefulRedisConnection<String, String> connection;

	private final RedisCommands<String, String> commands;

	private MeasuredRedis(RedisAddress address) {
		this.address = address;
		this.client = RedisClient.create(this.resources, RedisURI.create(address.host(), address.port()));
		try {
			this.connection = this.client.connect();
		}
		catch (RedisConnectionException ex) {
			closeClient();
			throw new IllegalStateException("No Redis answers at " + address
					+ ". Start one, for example: redis-server --port " + address.port() + " --save \"\"", ex);
		}
		this.connection.setTimeout(PATIENCE);
		this.commands = this.connection.sync();
	}

	/**
	 * Connects.
	 * @param address where Redis listens
	 * @return the server
	 * @throws IllegalStateException if none answers there
	 */
	public static MeasuredRedis connect(RedisAddress address) {
		return new MeasuredRedis(address);
	}

	/**
	 * Client resources without the recording of latencies that Lettuce begins by itself
	 * when it finds a library for it: a bare client must be as fast as it can be.
	 * @return new resources, to be shut down by the caller
	 */
	public static ClientResources leanResources() {
		return ClientResources.builder().commandLatencyRecorder(CommandLatencyRecorder.disabled()).build();
	}

	/**
	 * Where it listens.
	 * @return the address
	 */
	public RedisAddress address() {
		return this.address;
	}

	/**
	 * What all keys of one side begin with.
	 * @param side the name of the side
	 * @return the prefix, with a colon at its end
	 */
	public String prefix(String side) {
		return this.prefix + side + ":";
	}

	/**
	 * The connection, for what is measured as a bare command.
	 * @return a connection that is shared by all threads
	 */
	public StatefulRedisConnection<String, String> connection() {
		return this.connection;
	}

	/**
	 * The number of keys on the server.
	 * @return the number
	 */
	public long size() {
		return this.commands.dbsize();
	}

	/**
	 * One line of {@code INFO}.
	 * @param name the name before the colon
	 * @return the value, or {@code unknown}
	 */
	public String info(String name) {
		return this.commands.info()
			.lines()
			.filter((line) -> line.startsWith(name + ":"))
			.map((line) -> line.substring(name.length() + 1).strip())
			.findFirst()
			.orElse("unknown");
	}

	/**
	 * The memory that keys take on the server, values included.
	 * @param prefix what the keys begin with
	 * @param counted which of them to count
	 * @return the sum of {@code MEMORY USAGE}, in bytes
	 */
	public long memory(String prefix, Predicate<String> counted) {
		// A scan may return a key more than once.
		Set<String> keys = new HashSet<>();
		each(prefix, keys::add);
		return keys.stream().filter(counted).mapToLong(this::memoryOf).sum();
	}

	/**
	 * Removes keys, in small steps.
	 * @param prefix what the keys begin with
	 */
	public void remove(String prefix) {
		List<String> batch = new ArrayList<>(BATCH);
		each(prefix, (key) -> {
			batch.add(key);
			if (batch.size() == BATCH) {
				this.commands.unlink(batch.toArray(String[]::new));
				batch.clear();
			}
		});
		if (!batch.isEmpty()) {
			this.commands.unlink(batch.toArray(String[]::new));
		}
	}

	/**
	 * Waits for replies.
	 * @param replies to commands that were sent without waiting
	 * @throws IllegalStateException if they do not come
	 */
	public static void await(List<? extends RedisFuture<?>> replies) {
		if (!LettuceFutures.awaitAll(PATIENCE.toSeconds(), TimeUnit.SECONDS, replies.toArray(RedisFuture[]::new))) {
			throw new IllegalStateException("Redis did not take what the measurement needs within " + PATIENCE);
		}
	}

	@Override
	public void close() {
		try {
			remove(this.prefix);
		}
		finally {
			this.connection.close();
			closeClient();
		}
	}

	// Without SAMPLES 0 the server looks at five fields of a hash and may miss the
	// largest.
	private long memoryOf(String key) {
		CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8).add("USAGE")
			.addKey(key)
			.add("SAMPLES")
			.add(0);
		Long usage = this.commands.dispatch(CommandType.MEMORY, new IntegerOutput<>(StringCodec.UTF8), arguments);
		return (usage != null) ? usage : 0;
	}

	private void each(String prefix, Consumer<String> consumer) {
		ScanIterator<String> keys = ScanIterator.scan(this.commands,
				ScanArgs.Builder.matches(prefix + "*").limit(BATCH));
		keys.forEachRemaining(consumer);
	}

	private void closeClient() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		this.resources.shutdown(0, 1, TimeUnit.SECONDS);
	}

}
