package io.github.claudecache.recording;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import org.jspecify.annotations.Nullable;

/**
 * Digests of what one call of a method sent to Claude, by factor. Immutable.
 *
 * @param digests for each factor, one for each different value
 */
record RecordedFactors(Map<KeyFactor, Set<Fingerprint>> digests) {

	private static final Set<String> DOCUMENT_BLOCKS = Set.of("document", "search_result");

	private static final CacheDefinition ANY = CacheDefinition.of("recorded", "static");

	private static final FingerprintComposer COMPOSER = FingerprintComposer.standard(Namespace.DEFAULT,
			MessageNormalizer.standard(), List.of());

	RecordedFactors {
		digests = Map.copyOf(digests);
	}

	/**
	 * What a recording has.
	 */
	static RecordedFactors of(Recording recording) {
		Map<KeyFactor, Set<Fingerprint>> digests = new EnumMap<>(KeyFactor.class);
		List<Recording.Call> calls = recording.calls();
		for (Recording.Call call : calls) {
			ClaudeRequest request = call.request();
			add(digests, KeyFactor.MODEL, empty().model(request.model()));
			add(digests, KeyFactor.SYSTEM, empty().systemBlocks(request.system()));
			add(digests, KeyFactor.TOOLS, empty().tools(request.tools()));
		}
		// What later calls of a method say may depend on what Claude answered to the
		// first.
		if (calls.size() == 1) {
			content(digests, calls.get(0).request());
		}
		return new RecordedFactors(digests);
	}

	/**
	 * What stands for the request of a method, without its text.
	 */
	static Fingerprint key(ClaudeRequest request) {
		return COMPOSER.compose(ANY, request).exact();
	}

	/**
	 * In what two calls with one key differ. A call that sent more than the other does
	 * not: which requests a method sends may depend on what Claude answers.
	 */
	Set<KeyFactor> differences(RecordedFactors other) {
		Set<KeyFactor> differences = EnumSet.noneOf(KeyFactor.class);
		this.digests.forEach((factor, values) -> {
			Set<Fingerprint> others = other.digests.get(factor);
			if (others != null && !values.containsAll(others) && !others.containsAll(values)) {
				differences.add(factor);
			}
		});
		return differences;
	}

	private static void content(Map<KeyFactor, Set<Fingerprint>> digests, ClaudeRequest request) {
		SortedMap<String, FactorValue> parameters = new TreeMap<>(request.factors());
		FactorValue around = parameters.remove(Recording.AROUND);
		List<FactorValue> documents = new ArrayList<>();
		FactorValue rest = (around != null) ? withoutDocuments(around, documents) : null;
		ClaudeRequest.Builder messages = empty().history(request.history()).message(plain(request.message()));
		if (rest != null) {
			messages.factor(Recording.AROUND, rest);
		}
		add(digests, KeyFactor.MESSAGES, messages);
		add(digests, KeyFactor.DOCUMENTS,
				empty().documents(request.documents()).factor("blocks", FactorValue.listOf(documents)));
		ClaudeRequest.Builder others = empty();
		parameters.forEach(others::factor);
		add(digests, KeyFactor.PARAMETERS, others);
	}

	private static FactorValue withoutDocuments(FactorValue around, List<FactorValue> documents) {
		if (around instanceof FactorValue.Members message
				&& message.members().get("content") instanceof FactorValue.Ordered blocks) {
			List<FactorValue> others = new ArrayList<>();
			blocks.items().forEach((block) -> (isDocument(block) ? documents : others).add(block));
			SortedMap<String, FactorValue> members = new TreeMap<>(message.members());
			members.put("content", FactorValue.listOf(others));
			return new FactorValue.Members(members);
		}
		return around;
	}

	private static boolean isDocument(FactorValue block) {
		return block instanceof FactorValue.Members members
				&& members.members().get("type") instanceof FactorValue.Text type
				&& DOCUMENT_BLOCKS.contains(type.text());
	}

	// Questions that differ only in what a normalizer may fold share a key.
	private static @Nullable String plain(@Nullable String message) {
		return (message != null)
				? Normalizer.normalize(message, Normalizer.Form.NFC).replaceAll("\\s+", "").toLowerCase(Locale.ROOT)
				: null;
	}

	private static ClaudeRequest.Builder empty() {
		return ClaudeRequest.builder("recorded", TenantId.DEFAULT);
	}

	private static void add(Map<KeyFactor, Set<Fingerprint>> digests, KeyFactor factor, ClaudeRequest.Builder value) {
		digests.computeIfAbsent(factor, (any) -> new HashSet<>()).add(key(value.build()));
	}

}
