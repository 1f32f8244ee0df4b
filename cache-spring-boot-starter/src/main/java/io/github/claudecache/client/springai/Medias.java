package io.github.claudecache.client.springai;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.FactorValue;
import org.springframework.ai.content.Media;

/**
 * Images and files as they enter a key: by the digest of their bytes.
 */
final class Medias {

	// The name that a medium gets if it has none is another one each time.
	private static final Pattern RANDOM_NAME = Pattern.compile("media-.*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
			Pattern.DOTALL);

	// The alphabet of Base64. A text of it is content; anything else is an address.
	private static final Pattern CONTENT = Pattern.compile("[A-Za-z0-9+/\\r\\n]{64,}={0,2}\\s*");

	private Medias() {
	}

	/**
	 * The form that enters a key.
	 * @param media an image or a file
	 * @return its value
	 * @throws UnkeyableException if its content is elsewhere
	 */
	static FactorValue value(Media media) {
		SortedMap<String, FactorValue> members = new TreeMap<>();
		members.put("type", FactorValue.of(media.getMimeType().toString()));
		members.put("data", data(media.getData()));
		String id = media.getId();
		if (id != null) {
			members.put("id", FactorValue.of(id));
		}
		if (!RANDOM_NAME.matcher(media.getName()).matches()) {
			members.put("name", FactorValue.of(media.getName()));
		}
		return new FactorValue.Members(members);
	}

	private static FactorValue data(Object data) {
		if (data instanceof byte[] bytes) {
			return digest(bytes);
		}
		if (data instanceof String text && (text.startsWith("data:") || CONTENT.matcher(text).matches())) {
			return FactorValue.Members.of(Map.of("text", digest(text.getBytes(StandardCharsets.UTF_8))));
		}
		throw new UnkeyableException(BypassReason.FACTOR_MISSING,
				"The request refers to a file or an image elsewhere, which may change");
	}

	static FactorValue digest(byte[] bytes) {
		try {
			return new FactorValue.Digest(
					new Fingerprint(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
