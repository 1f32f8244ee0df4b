package io.github.claudecache.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.MutableClock;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cache on a real Redis in a namespace of its own, and a second client that writes
 * whatever it likes under the cache's keys.
 */
final class EntryRig implements AutoCloseable {

	static final TenantId ACME = new TenantId("acme");

	static final TenantId GLOBEX = new TenantId("globex");

	static final byte[] ENTRY = bytes("e");

	static final int MAX_BYTES = 1 << 20;

	private static final Duration PATIENT = Duration.ofSeconds(30);

	final MutableClock clock = new MutableClock();

	final EventLog events = new EventLog();

	final Namespace namespace;

	final RedisKeys keys;

	final RedisAnswerStore store;

	final ClaudeCache cache;

	private final RedisClient client;

	private final StatefulRedisConnection<byte[], byte[]> connection;

	private final LettuceConnectionFactory factory;

	EntryRig() {
		this(new Namespace("t" + UUID.randomUUID(), 3), UnaryOperator.identity());
	}

	EntryRig(Namespace namespace, UnaryOperator<AnswerStore> planted) {
		int port = RedisBackend.oldest().port();
		this.namespace = namespace;
		this.keys = new RedisKeys(namespace, Duration.ofDays(7));
		this.factory = new LettuceConnectionFactory("localhost", port);
		this.factory.afterPropertiesSet();
		this.store = new RedisAnswerStore(LettuceConnector.like(this.factory), namespace,
				new RedisSettings(PATIENT, PATIENT, Duration.ofDays(7), Duration.ofDays(8), MAX_BYTES, 32 * 1024, 0,
						OnRestart.VOID, TestNode.PATIENT),
				this.clock);
		// All rigs make the same fingerprints, so that only what an entry says of itself
		// can tell the namespaces apart.
		this.cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"), CacheDefinition.of("news", "dynamic"))
			.store(planted.apply(this.store))
			.storeWaiting(Patience.system(), PATIENT)
			.clock(this.clock)
			.listeners(List.of(this.events))
			.build();
		this.client = RedisClient.create(RedisURI.create("localhost", port));
		this.connection = this.client.connect(ByteArrayCodec.INSTANCE);
		while (!this.store.status().available()) {
			Thread.onSpinWait();
		}
	}

	RedisCommands<byte[], byte[]> redis() {
		return this.connection.sync();
	}

	static ClaudeRequest request(TenantId tenant, String question) {
		return ClaudeRequest.builder("faq", tenant).message(question).tags("policy:returns").build();
	}

	/** The key on Redis of the answer to a request. */
	byte[] key(ClaudeRequest request) {
		Fingerprints fingerprints = this.cache.explain(request).fingerprints();
		assertThat(fingerprints).isNotNull();
		return this.keys.entry(new EntryKey(request.tenant(), fingerprints.exact()));
	}

	/** Looks up, misses, and keeps an answer. */
	void keep(ClaudeRequest request, String text) {
		Lookup lookup = this.cache.open(request);
		assertThat(lookup).isInstanceOf(Ticket.class);
		assertThat(((Ticket) lookup).complete(AnswerDraft.complete(text), List.of()).refusal()).isNull();
	}

	/** Keeps an answer, and forgets that this was counted. */
	byte[] kept(ClaudeRequest request, String text) {
		keep(request, text);
		this.events.clear();
		return key(request);
	}

	/** Writes the value from which an entry is read. */
	void plant(byte[] key, byte[] value) {
		redis().hset(key, ENTRY, value);
	}

	byte[] value(byte[] key) {
		return redis().hget(key, ENTRY);
	}

	/** Looks up and must be served this text. */
	void assertServed(ClaudeRequest request, String text) {
		Lookup lookup = this.cache.open(request);
		assertThat(lookup).isInstanceOf(Hit.class);
		assertThat(((Hit) lookup).answer().payload().body()).isEqualTo(text);
	}

	/**
	 * Looks up and must miss for a reason, which is counted once; what was found is still
	 * there.
	 */
	void assertMissed(ClaudeRequest request, Reason reason) {
		byte[] key = key(request);
		Object before = content(key);
		this.events.clear();
		Lookup lookup = this.cache.open(request);
		assertThat(lookup).isInstanceOf(Ticket.class);
		Ticket ticket = (Ticket) lookup;
		assertThat(ticket.reason()).isEqualTo(reason);
		ticket.abandon();
		assertThat(this.events.events(CacheEvent.Missed.class)).extracting((event) -> (Object) event.reason())
			.containsExactly(reason);
		assertThat(this.events.served()).isZero();
		assertThat(this.events.events(CacheEvent.StoreFailed.class)).isEmpty();
		assertThat(content(key)).isEqualTo(before);
	}

	// Not a dump of it: the order of a hash's fields there changes while the server moves
	// them to a larger table, which it goes on with at every read.
	private Object content(byte[] key) {
		if (!redis().type(key).equals("hash")) {
			byte[] dump = redis().dump(key);
			return (dump != null) ? HexFormat.of().formatHex(dump) : "";
		}
		Map<String, String> fields = new TreeMap<>();
		redis().hgetall(key)
			.forEach((field, value) -> fields.put(HexFormat.of().formatHex(field), HexFormat.of().formatHex(value)));
		return fields;
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.store.close();
		this.factory.destroy();
		this.connection.close();
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
	}

}
