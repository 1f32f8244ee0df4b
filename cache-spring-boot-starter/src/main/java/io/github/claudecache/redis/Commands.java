package io.github.claudecache.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.lettuce.core.ScoredValue;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ByteArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.DoubleListOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.ScoredValueListOutput;
import io.lettuce.core.output.ValueDoubleMapOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;

/**
 * Builds commands on bytes, to be sent in batches.
 */
final class Commands {

	static final ByteArrayCodec CODEC = ByteArrayCodec.INSTANCE;

	private Commands() {
	}

	/**
	 * Reads fields of a hash. A value that is longer than {@code maxLength} is not taken
	 * over; it is given as one without bytes.
	 */
	static AsyncCommand<byte[], byte[], List<byte[]>> hmget(byte[] key, List<byte[]> fields, int maxLength) {
		CommandArgs<byte[], byte[]> args = args().addKey(key);
		fields.forEach(args::addValue);
		return command(CommandType.HMGET, new ValueListOutput<>(new BoundedCodec(maxLength)), args);
	}

	static AsyncCommand<byte[], byte[], List<Double>> zmscore(CommandArgs<byte[], byte[]> keyAndMembers) {
		return command(CommandType.ZMSCORE, new DoubleListOutput<>(CODEC), keyAndMembers);
	}

	/**
	 * What a lookup of a key that is not there would send.
	 */
	static List<AsyncCommand<byte[], byte[], ?>> lookup(byte[] key) {
		return List.of(hmget(key, List.of(key), 0), zmscore(args().addKey(key).addValue(key)));
	}

	static AsyncCommand<byte[], byte[], Long> zaddIfAbsent(byte[] key, long score, byte[] member) {
		return command(CommandType.ZADD, new IntegerOutput<>(CODEC),
				args().addKey(key).add("NX").add(Long.toString(score)).addValue(member));
	}

	/**
	 * The members of a sorted set above a score, the lowest first.
	 */
	static AsyncCommand<byte[], byte[], List<ScoredValue<byte[]>>> zrangeAbove(byte[] key, long score, int count) {
		return command(CommandType.ZRANGEBYSCORE, new ScoredValueListOutput<>(CODEC),
				args().addKey(key).add("(" + score).add("+inf").add("WITHSCORES").add("LIMIT").add(0).add(count));
	}

	/**
	 * The scores of members of a sorted set.
	 */
	static AsyncCommand<byte[], byte[], List<Double>> zmscore(byte[] key, String... members) {
		CommandArgs<byte[], byte[]> args = args().addKey(key);
		for (String member : members) {
			args.add(member);
		}
		return zmscore(args);
	}

	/**
	 * The elements of a vector set that are nearest to a vector, each with its similarity
	 * from 0 to 1.
	 */
	static AsyncCommand<byte[], byte[], Map<byte[], Double>> vsim(byte[] key, byte[] vector, int count) {
		return command(CommandType.VSIM, new ValueDoubleMapOutput<>(CODEC),
				args().addKey(key).add("FP32").add(vector).add("WITHSCORES").add("COUNT").add(count));
	}

	/**
	 * What fails for every reason but a missing right, and changes nothing: a vector of
	 * one byte.
	 */
	static AsyncCommand<byte[], byte[], Long> impossibleVadd(byte[] key) {
		return command(CommandType.VADD, new IntegerOutput<>(CODEC),
				args().addKey(key).add("FP32").add(new byte[1]).addValue(key));
	}

	static AsyncCommand<byte[], byte[], Long> vrem(byte[] key, byte[] element) {
		return command(CommandType.VREM, new IntegerOutput<>(CODEC), args().addKey(key).addValue(element));
	}

	static AsyncCommand<byte[], byte[], Long> unlink(byte[] key) {
		return command(CommandType.UNLINK, new IntegerOutput<>(CODEC), args().addKey(key));
	}

	static AsyncCommand<byte[], byte[], Long> scard(byte[] key) {
		return command(CommandType.SCARD, new IntegerOutput<>(CODEC), args().addKey(key));
	}

	static AsyncCommand<byte[], byte[], List<byte[]>> srandmember(byte[] key, int count) {
		return command(CommandType.SRANDMEMBER, new ValueListOutput<>(CODEC), args().addKey(key).add(count));
	}

	static AsyncCommand<byte[], byte[], List<byte[]>> spop(byte[] key, int count) {
		return command(CommandType.SPOP, new ValueListOutput<>(CODEC), args().addKey(key).add(count));
	}

	static AsyncCommand<byte[], byte[], byte[]> info(String section) {
		return command(CommandType.INFO, new ByteArrayOutput<>(CODEC), args().add(section));
	}

	/**
	 * Waits until replicas have what this connection has written.
	 */
	static AsyncCommand<byte[], byte[], Long> waitForReplicas(int replicas, long millis) {
		return command(CommandType.WAIT, new IntegerOutput<>(CODEC), args().add(replicas).add(millis));
	}

	static AsyncCommand<byte[], byte[], Long> integerScript(ProtocolKeyword type, String script, List<byte[]> keys,
			List<byte[]> arguments) {
		return command(type, new IntegerOutput<>(CODEC), scriptArgs(script, keys, arguments));
	}

	static AsyncCommand<byte[], byte[], byte[]> textScript(ProtocolKeyword type, String script, List<byte[]> keys,
			List<byte[]> arguments) {
		return command(type, new ByteArrayOutput<>(CODEC), scriptArgs(script, keys, arguments));
	}

	static AsyncCommand<byte[], byte[], List<byte[]>> listScript(ProtocolKeyword type, String script, List<byte[]> keys,
			List<byte[]> arguments) {
		return command(type, new ValueListOutput<>(CODEC), scriptArgs(script, keys, arguments));
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	static byte[] number(long value) {
		return bytes(Long.toString(value));
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static CommandArgs<byte[], byte[]> scriptArgs(String script, List<byte[]> keys, List<byte[]> arguments) {
		CommandArgs<byte[], byte[]> args = args().add(script).add(keys.size());
		keys.forEach(args::addKey);
		arguments.forEach(args::addValue);
		return args;
	}

	private static CommandArgs<byte[], byte[]> args() {
		return new CommandArgs<>(CODEC);
	}

	private static <T> AsyncCommand<byte[], byte[], T> command(ProtocolKeyword type,
			CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> args) {
		return new AsyncCommand<>(new Command<>(type, output, args));
	}

}
