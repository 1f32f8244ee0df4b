package io.github.claudecache.client.anthropic;

import io.github.claudecache.reason.RefusalReason;

/**
 * Collects the events of a stream. The answer is handed in as soon as the last event was
 * read, whether or not its reader goes on. Never fails. Safe for use by many threads,
 * since a stream may be closed while it is read.
 */
final class StreamSink {

	private final Delivery delivery;

	private final EventDecoder decoder;

	private final EventLog log;

	private boolean done;

	StreamSink(Delivery delivery, long maxBytes) {
		this.delivery = delivery;
		this.log = new EventLog(maxBytes);
		this.decoder = new EventDecoder(this::event, maxBytes);
	}

	/**
	 * Some bytes were read.
	 * @param buffer where they are
	 * @param offset where they begin
	 * @param length how many there are
	 */
	synchronized void read(byte[] buffer, int offset, int length) {
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

	/**
	 * Nothing more will be read: because the stream ended, because it failed or because
	 * its reader had enough. Further calls do nothing.
	 */
	synchronized void close() {
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
