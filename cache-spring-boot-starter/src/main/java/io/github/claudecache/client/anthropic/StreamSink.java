package io.github.claudecache.client.anthropic;

import io.github.claudecache.reason.RefusalReason;

/**
 * Collects the events of a stream. The answer is handed in as soon as the last event was
 * read, whether or not its reader goes on.
 */
final class StreamSink implements BodySink {

	private final Delivery delivery;

	private final EventDecoder decoder;

	private final EventLog log;

	private boolean done;

	StreamSink(Delivery delivery, long maxBytes) {
		this.delivery = delivery;
		this.log = new EventLog(maxBytes);
		this.decoder = new EventDecoder(this::event, maxBytes);
	}

	@Override
	public synchronized void read(byte[] buffer, int offset, int length) {
		if (this.done) {
			return;
		}
		try {
			for (int i = offset; i < offset + length && !this.done; i++) {
				this.decoder.accept(buffer[i]);
			}
		}
		catch (TooLargeException ex) {
			refuse(RefusalReason.TOO_LARGE);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			refuse(RefusalReason.NOT_REPLAYABLE);
		}
	}

	@Override
	public synchronized void close() {
		if (!this.done) {
			this.done = true;
			this.delivery.abandon();
		}
	}

	private void event(String name, String data) {
		switch (this.log.add(name, data)) {
			case MORE -> {
			}
			case COMPLETE -> {
				this.done = true;
				this.delivery.events(this.log.events());
			}
			case FAILED -> {
				this.done = true;
				this.delivery.abandon();
			}
			case UNKNOWN -> refuse(RefusalReason.NOT_REPLAYABLE);
		}
	}

	private void refuse(RefusalReason reason) {
		this.done = true;
		this.delivery.refuse(reason);
	}

}
