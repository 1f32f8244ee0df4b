package io.github.claudecache.client.anthropic;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import com.anthropic.core.http.AsyncStreamResponse;
import io.github.claudecache.recording.Recording;

/**
 * The stream of a recorded call. What its subscriber does still belongs to the annotated
 * method, see {@link RecordedFuture}.
 *
 * @param <T> the type of the events
 */
final class RecordedEvents<T> implements AsyncStreamResponse<T> {

	private final AsyncStreamResponse<T> given;

	private final Recording recording;

	private final CompletableFuture<Void> complete;

	RecordedEvents(AsyncStreamResponse<T> given, Recording recording) {
		this.given = given;
		this.recording = recording;
		this.complete = RecordedFuture.of(given.onCompleteFuture(), recording);
	}

	@Override
	public AsyncStreamResponse<T> subscribe(Handler<? super T> handler) {
		this.given.subscribe(recorded(handler));
		return this;
	}

	@Override
	public AsyncStreamResponse<T> subscribe(Handler<? super T> handler, Executor executor) {
		this.given.subscribe(recorded(handler), executor);
		return this;
	}

	@Override
	public CompletableFuture<Void> onCompleteFuture() {
		return this.complete;
	}

	@Override
	public void close() {
		this.given.close();
	}

	private Handler<T> recorded(Handler<? super T> handler) {
		return new Handler<>() {

			@Override
			public void onNext(T event) {
				try (Recording.Scope current = RecordedEvents.this.recording.makeCurrent()) {
					handler.onNext(event);
				}
			}

			@Override
			public void onComplete(Optional<Throwable> error) {
				try (Recording.Scope current = RecordedEvents.this.recording.makeCurrent()) {
					handler.onComplete(error);
				}
			}

		};
	}

}
