package io.github.claudecache.testsupport.flight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

import io.github.claudecache.testsupport.Eventually;

/**
 * Many callers, each on a thread of its own.
 */
final class Crowd<T> {

	private final ThreadFactory threads;

	private final List<Thread> started = new ArrayList<>();

	private final List<CompletableFuture<T>> results = new ArrayList<>();

	Crowd(ThreadFactory threads) {
		this.threads = threads;
	}

	Thread add(Callable<T> caller) {
		CompletableFuture<T> result = new CompletableFuture<>();
		Thread thread = this.threads.newThread(() -> {
			try {
				result.complete(caller.call());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		this.results.add(result);
		this.started.add(thread);
		thread.start();
		return thread;
	}

	/** Waits for every caller; none may be stuck. */
	List<CompletableFuture<T>> finished() {
		this.results.forEach((result) -> Eventually.get(result.handle((value, error) -> true)));
		this.started.forEach(Eventually::ended);
		return this.results;
	}

	List<T> values() {
		return finished().stream().map(CompletableFuture::join).toList();
	}

	long failures() {
		return finished().stream().filter(CompletableFuture::isCompletedExceptionally).count();
	}

}
