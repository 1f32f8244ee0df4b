package io.github.claudecache.testsupport.redis;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What a server answered. Simple values are text, whatever type they were sent as; sets
 * are lists, and maps are lists in which key and value alternate. Immutable.
 *
 * @since 0.1.0
 */
public final class RedisReply {

	static final RedisReply NULL = new RedisReply(null, List.of(), Kind.NULL);

	private final @Nullable String text;

	private final List<RedisReply> list;

	private final Kind kind;

	private RedisReply(@Nullable String text, List<RedisReply> list, Kind kind) {
		this.text = text;
		this.list = list;
		this.kind = kind;
	}

	static RedisReply text(String text) {
		return new RedisReply(text, List.of(), Kind.TEXT);
	}

	static RedisReply error(String message) {
		return new RedisReply(message, List.of(), Kind.ERROR);
	}

	static RedisReply list(List<RedisReply> elements) {
		return new RedisReply(null, List.copyOf(elements), Kind.LIST);
	}

	/**
	 * Whether there is no value, as for a key that does not exist.
	 * @return whether this is the null reply
	 */
	public boolean isNull() {
		return this.kind == Kind.NULL;
	}

	/**
	 * Whether this is an error. Only an element of a list can be one: an error that is
	 * the whole reply is thrown.
	 * @return whether {@link #text()} is the message of an error
	 */
	public boolean isError() {
		return this.kind == Kind.ERROR;
	}

	/**
	 * The value of a simple reply.
	 * @return the text
	 * @throws IllegalStateException if this is null or a list
	 */
	public String text() {
		if (this.text == null) {
			throw new IllegalStateException("Not a simple value: " + this);
		}
		return this.text;
	}

	/**
	 * The value of a simple reply that is a whole number.
	 * @return the number
	 * @throws IllegalStateException if this is null or a list
	 * @throws NumberFormatException if it is no whole number
	 */
	public long number() {
		return Long.parseLong(text());
	}

	/**
	 * The elements of a list, a set or a map.
	 * @return the elements in their order
	 * @throws IllegalStateException if this is anything else
	 */
	public List<RedisReply> list() {
		if (this.kind != Kind.LIST) {
			throw new IllegalStateException("Not a list: " + this);
		}
		return this.list;
	}

	@Override
	public String toString() {
		return switch (this.kind) {
			case NULL -> "(null)";
			case LIST -> this.list.stream().map(RedisReply::toString).collect(Collectors.joining(", ", "[", "]"));
			case TEXT, ERROR -> String.valueOf(this.text);
		};
	}

	private enum Kind {

		NULL, TEXT, ERROR, LIST

	}

}
