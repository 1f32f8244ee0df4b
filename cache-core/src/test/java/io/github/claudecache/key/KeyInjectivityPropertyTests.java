package io.github.claudecache.key;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import io.github.claudecache.request.Turn;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promise 1: two requests share a key only if they are the same request.
 */
class KeyInjectivityPropertyTests {

	private static final int REQUESTS = 200_000;

	private static final long SEED = System.nanoTime();

	private static final CacheDefinition FAQ = CacheDefinition.of("faq", "static");

	private static final MessageNormalizer NORMALIZER = MessageNormalizer.standard();

	private static final FingerprintComposer COMPOSER = FingerprintComposer.standard(Namespace.DEFAULT, NORMALIZER,
			List.of());

	@Example
	void differentRequestsNeverShareAKeyAndEqualOnesAlwaysDo() {
		Census census = Census.of(COMPOSER, RequestArbitraries.requests(), REQUESTS);
		assertThat(census.shared).as("different requests that share a key, seed %d", SEED).isEmpty();
		assertThat(census.split).as("equal requests with different keys, seed %d", SEED).isEmpty();
		assertThat(census.distinct).as("different requests among those that were tried").isGreaterThan(REQUESTS / 2);
	}

	@Example
	void joiningWithDelimitersLetsDifferentRequestsShareAKey() {
		Census control = Census.of(new NaiveJoinedComposer(), RequestArbitraries.requests(), REQUESTS / 10);
		assertThat(control.shared).as("collisions of the control").hasSizeGreaterThan(100);
	}

	@Example
	void aRequestWithInvalidTextHasNoKeyInsteadOfThatOfAQuestionMark() {
		AtomicInteger unkeyable = new AtomicInteger();
		generated(RequestArbitraries.requestsWithInvalidText(), REQUESTS / 10).forEach((request) -> {
			String canonical = Canonical.of(request, (message) -> message);
			boolean invalid = canonical.codePoints()
				.anyMatch((c) -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
			BypassReason reason = refusal(request);
			assertThat(reason).as("%s, seed %d", request, SEED).isEqualTo(invalid ? BypassReason.TEXT_INVALID : null);
			unkeyable.addAndGet(invalid ? 1 : 0);
		});
		assertThat(unkeyable.get()).isBetween(REQUESTS / 100, REQUESTS / 10 - REQUESTS / 100);
	}

	@Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
	void theOrderOfMembersAndOfDeclaredFactorsDoesNotMatter(@ForAll("requests") ClaudeRequest request) {
		Fingerprints same = COMPOSER.compose(FAQ, reordered(request));
		assertThat(same).isEqualTo(COMPOSER.compose(FAQ, request));
	}

	@Provide
	Arbitrary<ClaudeRequest> requests() {
		return RequestArbitraries.requests();
	}

	private static Stream<ClaudeRequest> generated(Arbitrary<ClaudeRequest> requests, int tries) {
		return requests.generator(1000).stream(new Random(SEED)).limit(tries).map(Shrinkable::value);
	}

	private static @Nullable BypassReason refusal(ClaudeRequest request) {
		try {
			COMPOSER.compose(FAQ, request);
			return null;
		}
		catch (UnkeyableException ex) {
			return ex.reason();
		}
	}

	private static ClaudeRequest reordered(ClaudeRequest request) {
		SortedMap<String, FactorValue> factors = new TreeMap<>(Comparator.reverseOrder());
		request.factors().forEach((name, value) -> factors.put(name, reordered(value)));
		FactorValue system = request.system();
		List<ToolDefinition> tools = request.tools();
		List<DocumentRef> documents = request.documents();
		List<Turn> history = request.history();
		return new ClaudeRequest(request.cache(), request.tenant(), request.answerType(), request.model(),
				(system != null) ? reordered(system) : null,
				(tools != null) ? tools.stream()
					.map((tool) -> new ToolDefinition(tool.name(), reordered(tool.definition())))
					.toList() : null,
				documents, request.locale(), request.message(),
				(history != null)
						? history.stream().map((turn) -> new Turn(turn.role(), reordered(turn.content()))).toList()
						: null,
				factors, request.tags());
	}

	private static FactorValue reordered(FactorValue value) {
		if (value instanceof FactorValue.Members object) {
			SortedMap<String, FactorValue> members = new TreeMap<>(Comparator.reverseOrder());
			object.members().forEach((name, member) -> members.put(name, reordered(member)));
			return new FactorValue.Members(members);
		}
		if (value instanceof FactorValue.Unordered bag) {
			List<FactorValue> items = new ArrayList<>(bag.items().stream().map((item) -> reordered(item)).toList());
			Collections.reverse(items);
			return new FactorValue.Unordered(items);
		}
		if (value instanceof FactorValue.Ordered list) {
			return FactorValue.listOf(list.items().stream().map((item) -> reordered(item)).toList());
		}
		return value;
	}

	/**
	 * Which of many requests share a key, and which equal ones do not.
	 */
	private static final class Census {

		private final Map<Fingerprint, String> requests = new HashMap<>();

		private final Map<String, Fingerprint> keys = new HashMap<>();

		private final List<String> shared = new ArrayList<>();

		private final List<String> split = new ArrayList<>();

		private int distinct;

		static Census of(FingerprintComposer composer, Arbitrary<ClaudeRequest> requests, int tries) {
			Census census = new Census();
			generated(requests, tries).forEach((request) -> census.add(composer, request));
			census.distinct = census.keys.size();
			return census;
		}

		private void add(FingerprintComposer composer, ClaudeRequest request) {
			Fingerprint key = composer.compose(FAQ, request).exact();
			String canonical = Canonical.of(request, NORMALIZER);
			String other = this.requests.putIfAbsent(key, canonical);
			if (other != null && !other.equals(canonical)) {
				this.shared.add(other + " and " + canonical);
			}
			Fingerprint before = this.keys.putIfAbsent(canonical, key);
			if (before != null && !before.equals(key)) {
				this.split.add(canonical);
			}
		}

	}

}
