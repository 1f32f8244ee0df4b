package io.github.claudecache.redis;

import io.github.claudecache.key.Namespace;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.NullMarked;

/**
 * Lets the benchmarks at the wire format, which nobody else needs to see.
 *
 * @since 0.1.0
 */
@NullMarked
public final class WireFormat {

	private static final int MAX_BYTES = 1024 * 1024;

	private final EntryCodec codec;

	/**
	 * A format for answers of up to 1 MiB.
	 * @param deflateAbove the largest answer that is not deflated, in bytes
	 */
	public WireFormat(int deflateAbove) {
		this.codec = new EntryCodec(Namespace.DEFAULT, MAX_BYTES, deflateAbove);
	}

	/**
	 * Writes an entry.
	 * @param entry the entry
	 * @return the bytes
	 */
	public byte[] encode(StoredEntry entry) {
		return this.codec.encode(entry);
	}

	/**
	 * Reads an entry.
	 * @param bytes the bytes
	 * @return the entry
	 */
	public StoredEntry decode(byte[] bytes) {
		return this.codec.decode(bytes);
	}

}
