package io.github.claudecache.redis;

import java.util.List;
import java.util.Locale;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;

/**
 * Every command that the store sends or that its scripts run, with arguments with which
 * it changes nothing that matters: this is how a missing right is found without the right
 * to ask for rights.
 */
enum RedisRight {

	DEL(CommandType.DEL, true), EVAL(CommandType.EVAL, false, "return 0", "1", "%"),
	EVALSHA(CommandType.EVALSHA, false, "0000000000000000000000000000000000000000", "1", "%"),
	EXISTS(CommandType.EXISTS, true), EXPIRE(CommandType.EXPIRE, true, "1"), HDEL(CommandType.HDEL, true, "f"),
	HGET(CommandType.HGET, true, "f"), HGETALL(CommandType.HGETALL, true), HMGET(CommandType.HMGET, true, "f"),
	HSET(CommandType.HSET, true, "f", "v"), PEXPIRE(CommandType.PEXPIRE, true, "1"), PTTL(CommandType.PTTL, true),
	RENAMENX(CommandType.RENAMENX, true, "%"), SADD(CommandType.SADD, true, "m"), SCARD(CommandType.SCARD, true),
	SPOP(CommandType.SPOP, true, "1"), SRANDMEMBER(CommandType.SRANDMEMBER, true, "1"), TIME(CommandType.TIME, false),
	UNLINK(CommandType.UNLINK, true), ZADD(CommandType.ZADD, true, "XX", "1", "m"), ZCARD(CommandType.ZCARD, true),
	ZMSCORE(CommandType.ZMSCORE, true, "m"), ZRANGEBYSCORE(CommandType.ZRANGEBYSCORE, true, "0", "0"),
	ZREM(CommandType.ZREM, true, "m"), ZSCORE(CommandType.ZSCORE, true, "m"), INFO(CommandType.INFO, false, "server"),
	WAIT(CommandType.WAIT, false, "0", "1");

	private static final String KEY = "%";

	private final CommandType command;

	private final boolean keyFirst;

	private final List<String> arguments;

	RedisRight(CommandType command, boolean keyFirst, String... arguments) {
		this.command = command;
		this.keyFirst = keyFirst;
		this.arguments = List.of(arguments);
	}

	/**
	 * The right in the words of an access control list.
	 */
	String granted() {
		return "+" + name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Tries the command on a key.
	 */
	AsyncCommand<byte[], byte[], ?> probe(byte[] key) {
		CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE);
		if (this.keyFirst) {
			args.addKey(key);
		}
		for (String argument : this.arguments) {
			if (KEY.equals(argument)) {
				args.addKey(key);
			}
			else {
				args.add(argument);
			}
		}
		return new AsyncCommand<>(new Command<>(this.command, new ArrayOutput<>(ByteArrayCodec.INSTANCE), args));
	}

}
