package io.github.claudecache.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;

/**
 * The control: how keys are usually made, by joining everything with a delimiter. The
 * tests of injectivity must see it fail.
 */
final class NaiveJoinedComposer implements FingerprintComposer {

	@Override
	public Fingerprints compose(CacheDefinition cache, ClaudeRequest request) {
		String scope = String.join("|", cache.name(), request.tenant().value(), request.answerType(), request.model(),
				text(request.system()), String.valueOf(request.locale()), joined(request));
		Fingerprint exact = sha256(scope + "|" + request.message());
		return new Fingerprints(exact, sha256(scope), new FactorCard(new TreeMap<>()));
	}

	private static String joined(ClaudeRequest request) {
		StringBuilder joined = new StringBuilder();
		if (request.tools() != null) {
			request.tools().forEach((tool) -> joined.append(tool.name()).append(text(tool.definition())));
		}
		joined.append('|');
		if (request.documents() != null) {
			request.documents()
				.forEach((document) -> joined.append(document.id()).append(':').append(document.version()).append(','));
		}
		joined.append('|');
		if (request.history() != null) {
			request.history().forEach((turn) -> joined.append(turn.role()).append(text(turn.content())));
		}
		joined.append('|');
		request.factors().forEach((name, value) -> joined.append(name).append('=').append(text(value)).append(','));
		return joined.toString();
	}

	private static String text(FactorValue value) {
		if (value instanceof FactorValue.Text each) {
			return each.text();
		}
		if (value instanceof FactorValue.Decimal each) {
			return Double.toString(Double.parseDouble(each.digits()));
		}
		if (value instanceof FactorValue.Ordered each) {
			return String.join(",", each.items().stream().map(NaiveJoinedComposer::text).toList());
		}
		if (value instanceof FactorValue.Unordered each) {
			return String.join(",", each.items().stream().map(NaiveJoinedComposer::text).sorted().toList());
		}
		return (value != null) ? value.toString() : "null";
	}

	private static Fingerprint sha256(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return new Fingerprint(HexFormat.of().formatHex(digest));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
