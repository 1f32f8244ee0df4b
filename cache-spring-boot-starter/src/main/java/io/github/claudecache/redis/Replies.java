package io.github.claudecache.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.lettuce.core.protocol.AsyncCommand;

/**
 * Puts the replies to several commands together when the last of them is there, whatever
 * each of them says. One step instead of a chain of them: every lookup takes it.
 *
 * @param <T> the type of the result
 */
final class Replies<T> {

	private final CompletableFuture<T> result = new CompletableFuture<>();

	private final AtomicInteger missing;

	private final Supplier<CompletableFuture<T>> together;

	/**
	 * Waits for replies.
	 * @param commands what was sent
	 * @param together makes the result; a reply that failed throws where it is joined
	 */
	Replies(List<? extends AsyncCommand<byte[], byte[], ?>> commands, Supplier<CompletableFuture<T>> together) {
		this.missing = new AtomicInteger(commands.size());
		this.together = together;
		commands.forEach((command) -> command.whenComplete((reply, error) -> arrived()));
	}

	CompletableFuture<T> result() {
		return this.result;
	}

	private void arrived() {
		if (this.missing.decrementAndGet() > 0) {
			return;
		}
		try {
			CompletableFuture<T> made = this.together.get();
			made.whenComplete((value, error) -> {
				if (error != null) {
					this.result.completeExceptionally(error);
				}
				else {
					this.result.complete(value);
				}
			});
		}
		catch (CompletionException ex) {
			this.result.completeExceptionally(ex.getCause());
		}
		catch (RuntimeException ex) {
			this.result.completeExceptionally(ex);
		}
	}

}
