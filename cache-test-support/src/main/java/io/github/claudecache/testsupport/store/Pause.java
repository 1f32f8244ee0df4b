package io.github.claudecache.testsupport.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.testsupport.Eventually;

/**
 * A point at which an operation of an {@link InterleavingStore} waits. No thread is
 * blocked meanwhile. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Pause {

	private final CompletableFuture<Void> reached = new CompletableFuture<>();

	private final CompletableFuture<Void> resumed = new CompletableFuture<>();

	Pause() {
	}

	/**
	 * Waits until an operation has come here.
	 * @return this pause
	 * @throws AssertionError if none comes within a minute
	 */
	public Pause awaitReached() {
		Eventually.get(this.reached);
		return this;
	}

	/**
	 * Lets the operation go on, now or as soon as it comes here.
	 */
	public void resume() {
		this.resumed.complete(null);
	}

	CompletionStage<Void> arrive() {
		this.reached.complete(null);
		return this.resumed;
	}

}
