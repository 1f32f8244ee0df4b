package io.github.claudecache.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.FactorValue;

/**
 * The one encoding of a factor's value: a type byte, a length, the content. No value's
 * encoding is the beginning of another's, so no two sequences of values share bytes.
 */
final class CanonicalBytes {

	private static final HexFormat HEX = HexFormat.of();

	private static final int HEADER = 5;

	private static final MessageDigest SHA_256 = sha256();

	private final MessageDigest digest = fresh();

	// A digest that is fed with a few bytes at a time spends its time on taking them.
	private final byte[] pending = new byte[512];

	private int length;

	CanonicalBytes text(String text) {
		if (!ascii(text)) {
			byte[] bytes = strictUtf8(text);
			header('S', bytes.length);
			append(bytes);
		}
		return this;
	}

	CanonicalBytes count(int count) {
		header('#', count);
		return this;
	}

	CanonicalBytes bytes(byte[] bytes) {
		header('B', bytes.length);
		append(bytes);
		return this;
	}

	/**
	 * The digest of all that was given since the last one.
	 */
	byte[] digest() {
		flush();
		return this.digest.digest();
	}

	CanonicalBytes value(FactorValue value) {
		if (value instanceof FactorValue.Text text) {
			return text(text.text());
		}
		if (value instanceof FactorValue.Decimal decimal) {
			header('N', 1);
			return text(decimal.digits());
		}
		if (value instanceof FactorValue.Flag flag) {
			header(flag.value() ? 'T' : 'F', 0);
			return this;
		}
		if (value instanceof FactorValue.Digest bytes) {
			header('D', 1);
			return text(bytes.sha256().value());
		}
		if (value instanceof FactorValue.Ordered ordered) {
			header('L', ordered.items().size());
			ordered.items().forEach((item) -> value(item));
			return this;
		}
		if (value instanceof FactorValue.Unordered unordered) {
			return unordered(unordered.items());
		}
		if (value instanceof FactorValue.Members members) {
			header('O', members.members().size());
			for (Map.Entry<String, FactorValue> member : members.members().entrySet()) {
				text(member.getKey()).value(member.getValue());
			}
			return this;
		}
		header('0', 0);
		return this;
	}

	// Sorted by digest, not by text: the items need not be comparable.
	private CanonicalBytes unordered(List<FactorValue> items) {
		List<byte[]> digests = new ArrayList<>(items.size());
		for (FactorValue item : items) {
			digests.add(new CanonicalBytes().value(item).digest());
		}
		digests.sort(Arrays::compareUnsigned);
		header('U', digests.size());
		digests.forEach(this::bytes);
		return this;
	}

	private void header(char type, int length) {
		reserve(HEADER);
		this.pending[this.length++] = (byte) type;
		this.pending[this.length++] = (byte) (length >>> 24);
		this.pending[this.length++] = (byte) (length >>> 16);
		this.pending[this.length++] = (byte) (length >>> 8);
		this.pending[this.length++] = (byte) length;
	}

	// Most texts are short and have one byte for each character.
	private boolean ascii(String text) {
		int size = text.length();
		if (size > this.pending.length - HEADER) {
			return false;
		}
		reserve(HEADER + size);
		int start = this.length;
		header('S', size);
		for (int i = 0; i < size; i++) {
			char c = text.charAt(i);
			if (c >= 0x80) {
				this.length = start;
				return false;
			}
			this.pending[this.length++] = (byte) c;
		}
		return true;
	}

	private void append(byte[] bytes) {
		if (bytes.length > this.pending.length) {
			flush();
			this.digest.update(bytes);
			return;
		}
		reserve(bytes.length);
		System.arraycopy(bytes, 0, this.pending, this.length, bytes.length);
		this.length += bytes.length;
	}

	private void reserve(int size) {
		if (this.length + size > this.pending.length) {
			flush();
		}
	}

	private void flush() {
		this.digest.update(this.pending, 0, this.length);
		this.length = 0;
	}

	static String hex(byte[] bytes) {
		return HEX.formatHex(bytes);
	}

	// String.getBytes writes '?' for an unpaired surrogate, so two texts would share a
	// key.
	private static byte[] strictUtf8(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				if (!Character.isSurrogatePair(text.charAt(i), (i + 1 < text.length()) ? text.charAt(i + 1) : ' ')) {
					throw new UnkeyableException(BypassReason.TEXT_INVALID,
							"A text of the request has an unpaired surrogate and so no UTF-8 form");
				}
				i++;
			}
		}
		return text.getBytes(StandardCharsets.UTF_8);
	}

	// Finding the provider of a digest takes longer than a digest.
	private static MessageDigest fresh() {
		try {
			return (MessageDigest) SHA_256.clone();
		}
		catch (CloneNotSupportedException ex) {
			return sha256();
		}
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
