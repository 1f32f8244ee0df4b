package io.github.claudecache.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import io.github.claudecache.request.Turn;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint is the digest of the names and digests of all factors that are present,
 * in the order of their names. Absence is the absence of a name, so it differs from every
 * value.
 */
final class StandardFingerprintComposer implements FingerprintComposer {

	// The wire version: any change of what is digested, or how, must raise it.
	private static final String FORMAT = "claude-cache/fingerprint/1";

	// The largest context window of the API is about a million tokens of some four
	// characters; beyond it a request cannot be answered, so hashing it is wasted.
	private static final int MAX_CHARACTERS = 8 * 1024 * 1024;

	// Deep enough for any tool schema, shallow enough that no request exhausts a stack.
	private static final int MAX_DEPTH = 64;

	private static final String MESSAGE = "message";

	private static final int CARD_DIGITS = 16;

	// The digests of values of definitions, by identity; they go with their definitions.
	private static final Cache<FactorValue, byte[]> SHARED = Caffeine.newBuilder().weakKeys().build();

	// The digests of short texts that hardly ever change.
	private static final Cache<String, byte[]> CONSTANTS = Caffeine.newBuilder().maximumSize(1000).build();

	private final String prefix;

	private final MessageNormalizer normalizer;

	private final List<FingerprintContributor> contributors;

	StandardFingerprintComposer(Namespace namespace, MessageNormalizer normalizer,
			List<FingerprintContributor> contributors) {
		this.prefix = namespace.versioned();
		this.normalizer = normalizer;
		this.contributors = List.copyOf(contributors);
	}

	@Override
	public Fingerprints compose(CacheDefinition cache, ClaudeRequest request) {
		Factors factors = new Factors();
		factors.addConstant("namespace", this.prefix);
		factors.addConstant("cache", cache.name());
		factors.addConstant("revision", cache.revision());
		factors.addConstant("type", request.answerType());
		factors.addConstant("model", request.model());
		factors.addShared("system prompt", request.system(), cache.system());
		factors.add("tools", tools(request.tools()));
		factors.add("documents", documents(request.documents()));
		factors.add("tenant", FactorValue.of(request.tenant().value()));
		factors.addText("locale", request.locale());
		factors.add("history", history(request.history()));
		String message = request.message();
		if (message != null) {
			factors.addText(MESSAGE, this.normalizer.normalize(message));
		}
		request.factors().forEach((name, value) -> factors.addDeclared("factor." + name, value));
		for (FingerprintContributor contributor : this.contributors) {
			contributor.contribute(request).forEach((name, value) -> factors.addDeclared("contributed." + name, value));
		}
		return factors.fingerprints();
	}

	private static @Nullable FactorValue tools(@Nullable List<ToolDefinition> tools) {
		return list(tools, (tool) -> FactorValue.listOf(List.of(FactorValue.of(tool.name()), tool.definition())));
	}

	private static @Nullable FactorValue documents(@Nullable List<DocumentRef> documents) {
		return list(documents, (document) -> FactorValue
			.listOf(List.of(FactorValue.of(document.id()), FactorValue.of(document.version()))));
	}

	private static @Nullable FactorValue history(@Nullable List<Turn> history) {
		return list(history, (turn) -> FactorValue.listOf(List.of(FactorValue.of(turn.role()), turn.content())));
	}

	private static <T> @Nullable FactorValue list(@Nullable List<T> items, Function<T, FactorValue> value) {
		if (items == null) {
			return null;
		}
		List<FactorValue> values = new ArrayList<>(items.size());
		items.forEach((item) -> values.add(value.apply(item)));
		return FactorValue.listOf(values);
	}

	/**
	 * The factors of one request, each digested as it is added.
	 */
	private static final class Factors {

		private final SortedMap<String, byte[]> digests = new TreeMap<>();

		private final CanonicalBytes bytes = new CanonicalBytes();

		private long characters;

		// Whoever declares a factor says that the answer depends on it. Without its value
		// the question cannot be told from others.
		void addDeclared(String name, @Nullable FactorValue value) {
			if (value == null) {
				throw new UnkeyableException(BypassReason.FACTOR_MISSING, "The factor '" + name + "' is null");
			}
			add(name, value);
		}

		void addText(String name, @Nullable String text) {
			add(name, (text != null) ? FactorValue.of(text) : null);
		}

		void add(String name, @Nullable FactorValue value) {
			if (value != null) {
				count(value);
				put(name, this.bytes.value(value).digest());
			}
		}

		// A text of the code or of the configuration: the same in many requests.
		void addConstant(String name, @Nullable String text) {
			if (text != null) {
				this.characters += text.length();
				put(name, CONSTANTS.get(text, (any) -> new CanonicalBytes().value(FactorValue.of(any)).digest()));
			}
		}

		// What the definition of a cache says is the same object in every request, and
		// may
		// be long.
		void addShared(String name, @Nullable FactorValue value, @Nullable FactorValue shared) {
			if (value == null || value != shared) {
				add(name, value);
				return;
			}
			count(value);
			put(name, SHARED.get(value, (any) -> new CanonicalBytes().value(any).digest()));
		}

		Fingerprints fingerprints() {
			return new Fingerprints(combine("exact", this.digests, this.bytes), this::scope, this::card);
		}

		private void count(FactorValue value) {
			this.characters += size(value, 0);
			if (this.characters > MAX_CHARACTERS) {
				throw new UnkeyableException(BypassReason.REQUEST_TOO_LARGE,
						"The request has more than " + MAX_CHARACTERS + " characters");
			}
		}

		private void put(String name, byte[] digest) {
			if (this.digests.put(name, digest) != null) {
				throw new UnkeyableException(BypassReason.KEY_FAILED, "The factor '" + name + "' was given twice");
			}
		}

		private Fingerprint scope() {
			SortedMap<String, byte[]> others = new TreeMap<>(this.digests);
			others.remove(MESSAGE);
			return combine("scope", others, new CanonicalBytes());
		}

		private FactorCard card() {
			SortedMap<String, String> card = new TreeMap<>();
			this.digests
				.forEach((name, digest) -> card.put(name, CanonicalBytes.hex(digest).substring(0, CARD_DIGITS)));
			return new FactorCard(card);
		}

		private static Fingerprint combine(String kind, SortedMap<String, byte[]> digests, CanonicalBytes bytes) {
			bytes.text(FORMAT).text(kind).count(digests.size());
			for (Map.Entry<String, byte[]> factor : digests.entrySet()) {
				bytes.text(factor.getKey()).bytes(factor.getValue());
			}
			return new Fingerprint(CanonicalBytes.hex(bytes.digest()));
		}

		private static long size(FactorValue value, int depth) {
			if (depth > MAX_DEPTH) {
				throw new UnkeyableException(BypassReason.REQUEST_TOO_LARGE,
						"A factor is nested deeper than " + MAX_DEPTH + " levels");
			}
			if (value instanceof FactorValue.Text text) {
				return text.text().length();
			}
			if (value instanceof FactorValue.Decimal decimal) {
				return decimal.digits().length();
			}
			if (value instanceof FactorValue.Ordered ordered) {
				return sizes(ordered.items(), depth);
			}
			if (value instanceof FactorValue.Unordered unordered) {
				return sizes(unordered.items(), depth);
			}
			if (value instanceof FactorValue.Members members) {
				return sizes(members.members().values(), depth)
						+ members.members().keySet().stream().mapToLong(String::length).sum();
			}
			return 1;
		}

		private static long sizes(Collection<FactorValue> items, int depth) {
			long sizes = items.size();
			for (FactorValue item : items) {
				sizes += size(item, depth + 1);
			}
			return sizes;
		}

	}

}
