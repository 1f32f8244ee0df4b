package io.github.claudecache.client.anthropic;

import java.io.ByteArrayOutputStream;

import io.github.claudecache.reason.RefusalReason;

/**
 * Collects a message.
 */
final class PlainSink implements BodySink {

	private final Delivery delivery;

	private final long maxBytes;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private boolean done;

	PlainSink(Delivery delivery, long maxBytes) {
		this.delivery = delivery;
		this.maxBytes = maxBytes;
	}

	@Override
	public synchronized void read(byte[] buffer, int offset, int length) {
		if (this.done) {
			return;
		}
		if (this.body.size() + (long) length > this.maxBytes) {
			this.done = true;
			this.body.reset();
			this.delivery.refuse(RefusalReason.TOO_LARGE);
			return;
		}
		this.body.write(buffer, offset, length);
	}

	// A reader of JSON need not read up to the end of the body; the message is whole if
	// it is JSON.
	@Override
	public synchronized void close() {
		if (!this.done) {
			this.done = true;
			this.delivery.message(this.body.toByteArray());
		}
	}

}
