package io.github.claudecache.redis;

import java.util.List;
import java.util.concurrent.CompletionException;

import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.store.StoredEntry;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the hash that it is on Redis. {@code e} is the entry; nothing else is read
 * to serve it. {@code k} is its card. {@code te}, {@code tb}, {@code ge}, {@code gb} and
 * {@code v} repeat its stamp and format for scripts, which must decide without reading
 * the entry; what they say is never what is served.
 */
final class EntryFields {

	private static final byte[] ENTRY = Commands.bytes("e");

	private static final byte[] CARD = Commands.bytes("k");

	/**
	 * What is read to serve an entry.
	 */
	static final List<byte[]> SERVED = List.of(ENTRY);

	/**
	 * What is read to list an entry.
	 */
	static final List<byte[]> LISTED = List.of(ENTRY, CARD);

	private static final byte[] VERSION = Commands.number(EntryRecord.VERSION);

	private final EntryCodec codec;

	/**
	 * Creates the fields of one store.
	 * @param namespace the namespace of its entries
	 * @param maxBytes how many bytes an answer may have
	 * @param deflateAbove how many bytes an answer may have without being deflated
	 */
	EntryFields(Namespace namespace, int maxBytes, int deflateAbove) {
		this.codec = new EntryCodec(namespace, maxBytes, deflateAbove);
	}

	AsyncCommand<byte[], byte[], List<byte[]>> ask(byte[] key, List<byte[]> fields) {
		return Commands.hmget(key, fields, this.codec.maxLength());
	}

	/**
	 * What the reply says.
	 * @return the entry, or {@code null} if there is none
	 * @throws ForeignEntryException if it belongs to another namespace
	 * @throws IllegalArgumentException if there is something, but not an entry of this
	 * format
	 */
	@Nullable StoredEntry entry(List<byte[]> values) {
		if (values.isEmpty()) {
			throw new IllegalArgumentException("Not an entry");
		}
		byte @Nullable [] bytes = values.get(0);
		if (bytes == null) {
			return null;
		}
		StoredEntry entry = this.codec.decode(bytes);
		FactorCard card = (values.size() > 1) ? EntryCard.decode(values.get(1)) : null;
		return (card != null) ? entry.with(card) : entry;
	}

	/**
	 * The arguments of the script that stores an entry.
	 * @throws RuntimeException if an entry of it could not be read
	 */
	List<byte[]> arguments(StoredEntry entry, long ttlMillis) {
		Stamp stamp = entry.stamp();
		return List.of(Commands.number(stamp.tenantEra()), Commands.number(stamp.tenantBorn()),
				Commands.number(stamp.globalEra()), Commands.number(stamp.globalBorn()), VERSION,
				this.codec.encode(entry), EntryCard.encode(entry.card()), Commands.number(ttlMillis));
	}

	/**
	 * The values of a reply that is there. A key of ours that holds another type is a
	 * value that cannot be read; the next answer replaces it.
	 * @throws CompletionException if anything else went wrong
	 */
	static List<byte[]> values(AsyncCommand<byte[], byte[], List<byte[]>> reply) {
		try {
			return reply.join();
		}
		catch (CompletionException ex) {
			if (Failures.wrongType(Failures.unwrap(ex))) {
				return List.of(new byte[0]);
			}
			throw ex;
		}
	}

}
