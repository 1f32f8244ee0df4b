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

	private final MessageDigest digest = sha256();

	private final byte[] header = new byte[5];

	CanonicalBytes text(String text) {
		byte[] bytes = strictUtf8(text);
		header('S', bytes.length);
		this.digest.update(bytes);
		return this;
	}

	CanonicalBytes count(int count) {
		header('#', count);
		return this;
	}

	CanonicalBytes bytes(byte[] bytes) {
		header('B', bytes.length);
		this.digest.update(bytes);
		return this;
	}

	byte[] digest() {
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
		this.header[0] = (byte) type;
		this.header[1] = (byte) (length >>> 24);
		this.header[2] = (byte) (length >>> 16);
		this.header[3] = (byte) (length >>> 8);
		this.header[4] = (byte) length;
		this.digest.update(this.header);
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

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
