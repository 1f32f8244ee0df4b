package io.github.claudecache.redis;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Bounds the bytes of answers that are on their way to Redis. The client keeps a command
 * until it is answered or its connection ends, which may be long after the store was
 * given up; without a bound the answers that a silent server does not take would use up
 * the memory. Safe for use by many threads; never blocks.
 */
final class OutgoingAnswers {

	private static final long USUAL_LIMIT = 16L * 1024 * 1024;

	private final long limit;

	private final AtomicLong bytes = new AtomicLong();

	/**
	 * Creates a bound.
	 * @param limit how many bytes may be under way, positive
	 */
	OutgoingAnswers(long limit) {
		this.limit = limit;
	}

	/**
	 * A bound of 16 MiB, or as much as two of the largest answers if that is more.
	 * @param maxEntryBytes how many bytes an answer may have
	 */
	static OutgoingAnswers upTo(int maxEntryBytes) {
		return new OutgoingAnswers(Math.max(USUAL_LIMIT, 2L * maxEntryBytes));
	}

	/**
	 * Sends an answer if there is room for it.
	 * @param <T> the type of the reply
	 * @param arguments what is sent
	 * @param sending sends it
	 * @return the reply; fails at once if there is no room
	 */
	<T> CompletableFuture<T> send(Collection<byte[]> arguments, Supplier<CompletableFuture<T>> sending) {
		long size = arguments.stream().mapToLong((argument) -> argument.length).sum();
		if (this.bytes.addAndGet(size) > this.limit) {
			this.bytes.addAndGet(-size);
			return CompletableFuture
				.failedFuture(new RedisUnavailableException("Redis has not taken the answers before this one yet"));
		}
		CompletableFuture<T> reply;
		try {
			reply = sending.get();
		}
		catch (RuntimeException ex) {
			reply = CompletableFuture.failedFuture(ex);
		}
		return reply.whenComplete((value, error) -> this.bytes.addAndGet(-size));
	}

}
