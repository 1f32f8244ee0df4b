package io.github.claudecache.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.Ticket;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.ClaudeRequest;
import io.lettuce.core.RestoreArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.claudecache.redis.EntryRig.ACME;
import static io.github.claudecache.redis.EntryRig.GLOBEX;
import static io.github.claudecache.redis.EntryRig.bytes;
import static io.github.claudecache.redis.EntryRig.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Whatever is under a key of the cache on Redis is a valid answer or a miss that is
 * counted by its reason; looking does not change it.
 */
class StoredBytesTests {

	private static final EntryRig RIG = new EntryRig();

	// Every test has questions of its own.
	private final String nonce = UUID.randomUUID().toString();

	private final ClaudeRequest question = request(ACME, "May I return it? " + this.nonce);

	private final ClaudeRequest other = request(ACME, "I was told that I may not return it - why? " + this.nonce);

	@AfterAll
	static void close() {
		RIG.close();
	}

	@Test
	void entryThatWasCopiedFromAnotherKeyIsNotServed() {
		byte[] source = RIG.kept(this.other, "It was damaged.");
		byte[] target = RIG.key(this.question);
		copy(RIG, source, RIG, target);

		RIG.assertMissed(this.question, MissReason.IDENTITY_MISMATCH);
		RIG.assertServed(this.other, "It was damaged.");
	}

	@Test
	void entryThatWasCopiedFromAnotherTenantIsNotServed() {
		ClaudeRequest theirs = request(GLOBEX, "May I return it? " + this.nonce);
		byte[] source = RIG.kept(theirs, "Within 14 days.");
		copy(RIG, source, RIG, RIG.key(this.question));

		RIG.assertMissed(this.question, MissReason.IDENTITY_MISMATCH);
		RIG.assertServed(theirs, "Within 14 days.");
	}

	@ParameterizedTest
	@MethodSource("otherNamespaces")
	void entryThatWasCopiedFromAnotherNamespaceIsNotServed(UnaryOperator<Namespace> other) {
		try (EntryRig copied = new EntryRig(other.apply(RIG.namespace), UnaryOperator.identity())) {
			byte[] source = copied.kept(this.question, "Within 14 days.");
			copy(copied, source, RIG, RIG.key(this.question));

			RIG.assertMissed(this.question, MissReason.IDENTITY_MISMATCH);
			copied.assertServed(this.question, "Within 14 days.");
		}
	}

	static Stream<UnaryOperator<Namespace>> otherNamespaces() {
		return Stream.of((own) -> new Namespace(own.prefix(), own.schemaVersion() + 1),
				(own) -> new Namespace("t" + UUID.randomUUID(), own.schemaVersion()));
	}

	@ParameterizedTest
	@MethodSource("notEntries")
	void whatIsNotAnEntryIsNotServed(String text) {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		RIG.plant(key, text.getBytes(StandardCharsets.ISO_8859_1));

		RIG.assertMissed(this.question, MissReason.UNREADABLE);
		RIG.keep(this.question, "Within 14 days.");
		RIG.assertServed(this.question, "Within 14 days.");
	}

	// The same behind a valid checksum: somebody has written it, nothing has broken it.
	@ParameterizedTest
	@MethodSource("notEntries")
	void whatIsNotARecordIsNotServed(String text) {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		RIG.plant(key, EntryFrame.of(text.getBytes(StandardCharsets.ISO_8859_1), bytes("Within 30 days.")).bytes());

		RIG.assertMissed(this.question, MissReason.UNREADABLE);
	}

	static Stream<String> notEntries() {
		return Stream.of("", " ", "\0", "null", "[]", "{}", "[[]]", "\"\"", "0", "NaN", "{\"v\":1", "{\"v\":1}",
				"{\"v\":null}", "{\"v\":\"1\"}", "{\"v\":1.0}", "{\"v\":1,\"ns\":null}", "{\"v\":99999999999999999999}",
				"{\"@class\":\"java.lang.Runtime\"}", "[\"java.util.HashMap\",{}]",
				"\u00AC\u00ED\0\5sr\0\21java.util.HashMap", "\u00FF\u00FE{\0}\0", "\u001F\u008B\b\0", "Within 30 days.",
				"[".repeat(10_000), "{\"v\":".repeat(10_000), "{\"" + "v".repeat(50_000) + "\":1}", "9".repeat(60_000));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("altered")
	void entryThatWasAlteredIsNotServed(String what, UnaryOperator<byte[]> alteration) {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		RIG.plant(key, alteration.apply(RIG.value(key)));

		RIG.assertMissed(this.question, MissReason.UNREADABLE);
	}

	static Stream<Arguments> altered() {
		return Stream.of(alteration("first byte", (value) -> flip(value, 0)),
				alteration("last byte of the answer", (value) -> flip(value, value.length - 1)),
				alteration("a byte of the record", (value) -> flip(value, EntryFrame.RECORD + 20)),
				alteration("without its last byte", (value) -> cut(value, value.length - 1)),
				alteration("without its answer", (value) -> cut(value, value.length - "Within 30 days.".length())),
				alteration("with a byte more", (value) -> Arrays.copyOf(value, value.length + 1)),
				alteration("checksum only", (value) -> cut(value, EntryFrame.RECORD)),
				alteration("another answer",
						(value) -> reframed(value, "\"n\":15", "\"n\":15", bytes("Within 31 days!!"))),
				alteration("length of the answer", (value) -> reframed(value, "\"n\":15", "\"n\":14", null)),
				alteration("length of nothing", (value) -> reframed(value, "\"n\":15", "\"n\":-1", null)),
				alteration("length of too much", (value) -> reframed(value, "\"n\":15", "\"n\":2147483647", null)),
				alteration("said to be deflated", (value) -> reframed(value, "\"z\":false", "\"z\":true", null)),
				alteration("a member more", (value) -> reframed(value, "\"z\":false", "\"z\":false,\"y\":1", null)),
				alteration("a member twice", (value) -> reframed(value, "\"z\":false", "\"z\":false,\"z\":true", null)),
				alteration("another order",
						(value) -> reframed(value, "\"n\":15,\"z\":false", "\"z\":false,\"n\":15", null)),
				alteration("something behind the record",
						(value) -> reframed(value, "\"z\":false}", "\"z\":false} 1", null)),
				alteration("no expiry", (value) -> reframed(value, "\"ex\":[0-9]+,", "", null)),
				alteration("unknown stop reason", (value) -> reframed(value, "END_TURN", "end_turn", null)),
				alteration("negative tokens", (value) -> reframed(value, "\"u\":\\[0", "\"u\":[-1", null)),
				alteration("a tag twice",
						(value) -> reframed(value, "\"cache:faq\"", "\"cache:faq\",\"cache:faq\"", null)),
				alteration("a blank tag", (value) -> reframed(value, "\"cache:faq\"", "\" \"", null)),
				alteration("hundreds of tags", (value) -> reframed(value, "\"cache:faq\"", manyTags(), null)),
				alteration("a typed array for a tag",
						(value) -> reframed(value, "\"cache:faq\"", "[\"java.lang.String\",\"x\"]", null)),
				alteration("not UTF-8",
						(value) -> reframed(value, "\"n\":15", "\"n\":2", new byte[] { (byte) 0xC3, '(' })));
	}

	@Test
	void entryOfWhichOnlyOneFieldWasSwappedIsServedOnlyUnderItsOwnKey() {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		byte[] foreign = RIG.kept(this.other, "It was damaged.");
		Map<byte[], byte[]> own = RIG.redis().hgetall(key);
		Map<byte[], byte[]> theirs = RIG.redis().hgetall(foreign);
		assertThat(own).hasSameSizeAs(theirs).hasSizeGreaterThan(2);
		theirs.forEach((field, value) -> {
			RIG.redis().hset(key, own);
			RIG.redis().hset(key, field, value);
			if (Arrays.equals(field, EntryRig.ENTRY)) {
				RIG.assertMissed(this.question, MissReason.IDENTITY_MISMATCH);
			}
			else {
				RIG.assertServed(this.question, "Within 30 days.");
			}
		});
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("otherTypes")
	void keyOfAnotherTypeIsAMissAndTheNextAnswerReplacesIt(String type,
			BiConsumer<RedisCommands<byte[], byte[]>, byte[]> write) {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		RIG.redis().del(key);
		write.accept(RIG.redis(), key);
		assertThat(RIG.redis().type(key)).isEqualTo(type);

		RIG.assertMissed(this.question, MissReason.UNREADABLE);
		RIG.keep(this.question, "Within 14 days.");
		RIG.assertServed(this.question, "Within 14 days.");
	}

	static Stream<Arguments> otherTypes() {
		byte[] any = bytes("any");
		return Stream.of(type("string", (redis, key) -> redis.set(key, any)),
				type("list", (redis, key) -> redis.rpush(key, any)), type("set", (redis, key) -> redis.sadd(key, any)),
				type("zset", (redis, key) -> redis.zadd(key, 1, any)),
				type("stream", (redis, key) -> redis.xadd(key, Map.of(any, any))));
	}

	@Test
	void hashWithoutAnEntryIsEmptyAndTheNextAnswerFillsIt() {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		RIG.redis().hdel(key, EntryRig.ENTRY);
		RIG.redis().hset(key, bytes("tb"), bytes("not a number"));

		RIG.assertMissed(this.question, MissReason.NOT_FOUND);
		RIG.keep(this.question, "Within 14 days.");
		RIG.assertServed(this.question, "Within 14 days.");
	}

	// The first byte would be refused too, but a parser would have to be given 100 MB.
	@Test
	void hugeValueIsRefusedByItsLength() {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		RIG.redis()
			.eval(bytes("return redis.call('HSET', KEYS[1], 'e', string.rep('[', 104857600))"),
					ScriptOutputType.INTEGER, key);
		assertThat(RIG.redis().hstrlen(key, EntryRig.ENTRY)).isEqualTo(104_857_600);

		assertThat(RIG.cache.open(this.question)).isInstanceOfSatisfying(Ticket.class, Ticket::abandon);
		assertThat(RIG.events.missed(MissReason.UNREADABLE)).isOne();
		RIG.keep(this.question, "Within 14 days.");
		RIG.assertServed(this.question, "Within 14 days.");
	}

	private static void copy(EntryRig from, byte[] source, EntryRig to, byte[] target) {
		to.redis().restore(target, from.redis().dump(source), RestoreArgs.Builder.ttl(60_000).replace());
	}

	private static Arguments alteration(String what, UnaryOperator<byte[]> alteration) {
		return arguments(what, alteration);
	}

	private static Arguments type(String type, BiConsumer<RedisCommands<byte[], byte[]>, byte[]> write) {
		return arguments(type, write);
	}

	private static byte[] flip(byte[] value, int index) {
		byte[] flipped = value.clone();
		flipped[index] ^= 1;
		return flipped;
	}

	private static byte[] cut(byte[] value, int length) {
		return Arrays.copyOf(value, length);
	}

	private static String manyTags() {
		return IntStream.range(0, 200).mapToObj((i) -> "\"t" + i + "\"").collect(Collectors.joining(","));
	}

	private static byte[] reframed(byte[] value, String pattern, String replacement, byte @Nullable [] body) {
		EntryFrame frame = EntryFrame.open(value);
		String record = frame.toString().replaceFirst(pattern, replacement);
		return EntryFrame
			.of(bytes(record), (body != null) ? body : Arrays.copyOfRange(value, frame.bodyStart(), value.length))
			.bytes();
	}

}
