package io.github.claudecache.aop;

import io.github.claudecache.recording.Recording;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * What a method returned, subscribed to while there is a recording on the thread; it is
 * in the Reactor context as well.
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
		try (Recording.Scope current = this.recording.makeCurrent()) {
			this.source.subscribe(subscriber);
		}
	}

}
