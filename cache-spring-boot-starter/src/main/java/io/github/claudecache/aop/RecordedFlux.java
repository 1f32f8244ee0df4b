package io.github.claudecache.aop;

import io.github.claudecache.recording.Recording;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * What a method returned, with a recording in its Reactor context, and on the thread
 * while it is subscribed to or requested. What its subscriber does is not recorded, even
 * if that happens inside.
 *
 * @param <T> the type of the elements
 */
final class RecordedFlux<T> extends Flux<T> {

	private final Flux<T> source;

	private final Recording recording;

	RecordedFlux(Publisher<T> source, Recording recording) {
		this.source = Flux.from(source).contextWrite(Context.of(Recording.KEY, recording));
		this.recording = recording;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> subscriber) {
		Boundary<T> boundary = new Boundary<>(subscriber, this.recording, Recording.current());
		try (Recording.Scope current = this.recording.makeCurrent()) {
			this.source.subscribe(boundary);
		}
	}

	/**
	 * Between the method and who gets its answer, which may be another annotated method.
	 */
	private static final class Boundary<T> implements CoreSubscriber<T>, Subscription {

		private final CoreSubscriber<? super T> subscriber;

		private final Recording inside;

		private final @Nullable Recording outside;

		private volatile @Nullable Subscription subscription;

		private Boundary(CoreSubscriber<? super T> subscriber, Recording inside, @Nullable Recording outside) {
			this.subscriber = subscriber;
			this.inside = inside;
			this.outside = outside;
		}

		@Override
		public Context currentContext() {
			return this.subscriber.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			leave(() -> this.subscriber.onSubscribe(this));
		}

		@Override
		public void onNext(T element) {
			leave(() -> this.subscriber.onNext(element));
		}

		@Override
		public void onError(Throwable error) {
			leave(() -> this.subscriber.onError(error));
		}

		@Override
		public void onComplete() {
			leave(this.subscriber::onComplete);
		}

		@Override
		public void request(long number) {
			Subscription source = this.subscription;
			if (source != null) {
				try (Recording.Scope current = this.inside.makeCurrent()) {
					source.request(number);
				}
			}
		}

		@Override
		public void cancel() {
			Subscription source = this.subscription;
			if (source != null) {
				source.cancel();
			}
		}

		// On any other thread the recording is not there in the first place.
		private void leave(Runnable signal) {
			if (Recording.current() != this.inside) {
				signal.run();
				return;
			}
			try (Recording.Scope current = Recording.makeCurrent(this.outside)) {
				signal.run();
			}
		}

	}

}
