package io.github.claudecache.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntSupplier;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Something that is done in a conversation: limited in time, repeated once if a key has
 * moved, and failed if a server was away meanwhile. What it says about the servers is
 * noted before its result is there, so that whoever saw it fail finds the breaker as it
 * left it.
 *
 * @param <T> the type of its result
 */
final class Operation<T> {

	private final RedisTopology topology;

	private final boolean insisting;

	private final Duration slowAfter;

	private final IntSupplier weight;

	private final Function<Conversation, CompletableFuture<T>> steps;

	private final CompletableFuture<T> result = new CompletableFuture<>();

	private volatile @Nullable Conversation conversation;

	/**
	 * Creates an operation.
	 * @param insisting whether it asks even a server that lookups do not ask
	 * @param slowAfter how long one reply may take
	 * @param weight how many lookups hang on it
	 * @param steps sends the commands and puts the replies together
	 */
	Operation(RedisTopology topology, boolean insisting, Duration slowAfter, IntSupplier weight,
			Function<Conversation, CompletableFuture<T>> steps) {
		this.topology = topology;
		this.insisting = insisting;
		this.slowAfter = slowAfter;
		this.weight = weight;
		this.steps = steps;
	}

	/**
	 * Runs the operation.
	 * @param limit how long it may take
	 * @return the result, if it counts
	 */
	CompletableFuture<T> run(Timer timer, Duration limit) {
		attempt(true);
		if (!this.result.isDone()) {
			Timeout timeout = timer.newTimeout((expired) -> giveUp(limit), limit.toMillis(), TimeUnit.MILLISECONDS);
			this.result.whenComplete((value, error) -> timeout.cancel());
		}
		return this.result;
	}

	private void giveUp(Duration limit) {
		Conversation present = this.conversation;
		if (present != null && !this.result.isDone()) {
			present.silent(this.weight.getAsInt());
		}
		this.result
			.completeExceptionally(new TimeoutException("Redis did not answer within " + limit.toMillis() + " ms"));
	}

	private void attempt(boolean mayRepeat) {
		Conversation begun = new Conversation(this.topology, this.insisting);
		this.conversation = begun;
		CompletableFuture<T> reply;
		try {
			reply = this.steps.apply(begun);
		}
		catch (RuntimeException ex) {
			reply = CompletableFuture.failedFuture(ex);
		}
		reply.whenComplete((value, error) -> {
			if (this.result.isDone()) {
				return;
			}
			if (error != null) {
				failed(begun, Failures.unwrap(error), mayRepeat);
			}
			else if (begun.counts()) {
				begun.ended(this.weight.getAsInt(), this.slowAfter);
				this.result.complete(value);
			}
			else {
				this.result.completeExceptionally(RedisLink.awayMeanwhile());
			}
		});
	}

	private void failed(Conversation begun, Throwable cause, boolean mayRepeat) {
		if (Failures.demoted(cause)) {
			begun.doubt("the server has become a replica");
		}
		// What cannot be done for an operation that insists says nothing about lookups.
		else if (!this.insisting && Failures.unable(cause)) {
			begun.refused(this.weight.getAsInt(), Failures.describe(cause));
		}
		if (mayRepeat && Failures.moved(cause)) {
			this.topology.refresh().whenComplete((done, error) -> attempt(false));
			return;
		}
		this.result.completeExceptionally(cause);
	}

}
