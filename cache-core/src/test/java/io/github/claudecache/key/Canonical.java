package io.github.claudecache.key;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import org.jspecify.annotations.Nullable;

/**
 * What a request is, as a text that another way of writing it down cannot share: the
 * model against which keys are checked. It quotes and escapes where the composer frames
 * and digests, so that one mistake is not made twice.
 */
final class Canonical {

	private final StringBuilder text = new StringBuilder();

	private final MessageNormalizer normalizer;

	private Canonical(MessageNormalizer normalizer) {
		this.normalizer = normalizer;
	}

	static String of(ClaudeRequest request, MessageNormalizer normalizer) {
		Canonical canonical = new Canonical(normalizer);
		String message = request.message();
		canonical.quoted("cache", request.cache())
			.quoted("tenant", request.tenant().value())
			.quoted("type", request.answerType())
			.quoted("model", request.model())
			.quoted("locale", request.locale())
			.quoted("message", (message != null) ? normalizer.normalize(message) : null);
		canonical.component("system", request.system());
		canonical.text.append(";tools=");
		if (request.tools() != null) {
			canonical.text.append('[');
			request.tools().forEach((tool) -> canonical.quoted("n", tool.name()).component("d", tool.definition()));
			canonical.text.append(']');
		}
		canonical.text.append(";documents=");
		if (request.documents() != null) {
			canonical.text.append('[');
			request.documents()
				.forEach((document) -> canonical.quoted("i", document.id()).quoted("v", document.version()));
			canonical.text.append(']');
		}
		canonical.text.append(";history=");
		if (request.history() != null) {
			canonical.text.append('[');
			request.history().forEach((turn) -> canonical.quoted("r", turn.role()).component("c", turn.content()));
			canonical.text.append(']');
		}
		request.factors().forEach((name, value) -> canonical.quoted("factor", name).component("is", value));
		return canonical.text.toString();
	}

	private Canonical component(String name, @Nullable FactorValue value) {
		this.text.append(';').append(name).append('=');
		if (value != null) {
			this.text.append(of(value));
		}
		return this;
	}

	private Canonical quoted(String name, @Nullable String value) {
		this.text.append(';').append(name).append('=');
		if (value != null) {
			this.text.append(quote(value));
		}
		return this;
	}

	private static String of(FactorValue value) {
		if (value instanceof FactorValue.Text each) {
			return quote(each.text());
		}
		if (value instanceof FactorValue.Decimal each) {
			return "decimal" + quote(each.digits());
		}
		if (value instanceof FactorValue.Flag each) {
			return each.value() ? "yes" : "no";
		}
		if (value instanceof FactorValue.Digest each) {
			return "digest" + quote(each.sha256().value());
		}
		if (value instanceof FactorValue.Ordered each) {
			return "[" + String.join(",", each.items().stream().map(Canonical::of).toList()) + "]";
		}
		if (value instanceof FactorValue.Unordered each) {
			return "(" + String.join(",", each.items().stream().map(Canonical::of).sorted().toList()) + ")";
		}
		if (value instanceof FactorValue.Members each) {
			List<String> members = new ArrayList<>();
			each.members().forEach((name, member) -> members.add(quote(name) + ":" + of(member)));
			return "{" + String.join(",", members) + "}";
		}
		return "nil";
	}

	private static String quote(String text) {
		return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
	}

}
