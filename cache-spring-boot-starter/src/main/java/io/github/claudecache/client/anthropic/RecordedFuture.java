package io.github.claudecache.client.anthropic;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.github.claudecache.recording.Recording;

/**
 * What a recorded call will give. The steps that follow it still belong to the annotated
 * method that made the call, on whatever thread of the SDK they run: what they ask of
 * Claude is recorded too, or the method would be judged by its first call. Steps that are
 * handed to an executor of the application take the recording along as everything else
 * does there.
 *
 * @param <T> the type of the result
 */
final class RecordedFuture<T> extends CompletableFuture<T> {

	private final Recording recording;

	private RecordedFuture(Recording recording) {
		this.recording = recording;
	}

	/**
	 * A future that ends as another one does.
	 * @param <T> the type of the result
	 * @param given the future of the SDK; cancelled with the new one
	 * @param recording what the steps that follow belong to
	 * @return the future for the method
	 */
	static <T> CompletableFuture<T> of(CompletableFuture<T> given, Recording recording) {
		RecordedFuture<T> future = new RecordedFuture<>(recording);
		given.whenComplete((value, error) -> {
			try (Recording.Scope current = recording.makeCurrent()) {
				if (error != null) {
					future.completeExceptionally(error);
				}
				else {
					future.complete(value);
				}
			}
		});
		future.whenComplete((value, error) -> {
			if (future.isCancelled()) {
				given.cancel(false);
			}
		});
		return future;
	}

	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new RecordedFuture<>(this.recording);
	}

	@Override
	public Executor defaultExecutor() {
		Executor executor = super.defaultExecutor();
		return (step) -> executor.execute(() -> {
			try (Recording.Scope current = this.recording.makeCurrent()) {
				step.run();
			}
		});
	}

}
