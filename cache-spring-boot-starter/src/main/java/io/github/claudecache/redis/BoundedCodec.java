package io.github.claudecache.redis;

import java.nio.ByteBuffer;

import io.lettuce.core.codec.ByteArrayCodec;

/**
 * Takes values over from the client's buffer unless they are longer than anything that
 * this cache writes. The client has a whole reply in its buffer before it hands a value
 * on, so this saves the copy of it, not the buffer.
 */
final class BoundedCodec extends ByteArrayCodec {

	private static final byte[] TOO_LONG = new byte[0];

	private final int maxLength;

	BoundedCodec(int maxLength) {
		this.maxLength = maxLength;
	}

	@Override
	public byte[] decodeValue(ByteBuffer bytes) {
		return (bytes.remaining() <= this.maxLength) ? super.decodeValue(bytes) : TOO_LONG;
	}

}
