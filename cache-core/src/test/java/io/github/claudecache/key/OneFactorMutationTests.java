package io.github.claudecache.key;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.request.ToolDefinition;
import io.github.claudecache.request.Turn;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promise 1: nothing that can change the answer is missing in the key, and nothing
 * volatile is in it. Every component of everything that a request is made of is changed
 * alone.
 */
class OneFactorMutationTests {

	private static final List<ToolDefinition> TOOLS = List.of(new ToolDefinition("t", FactorValue.of("d")),
			new ToolDefinition("u", FactorValue.of("e")));

	private static final List<DocumentRef> DOCUMENTS = List.of(new DocumentRef("a", "1"), new DocumentRef("b", "2"));

	private static final List<Turn> HISTORY = List.of(Turn.user("hello"), Turn.assistant("hi"));

	private static final CacheDefinition DEFINITION = new CacheDefinition("faq", "static", CacheMode.SERVE, "1", "m",
			FactorValue.of("s"), TOOLS, Semantic.OFF);

	private static final ClaudeRequest REQUEST = ClaudeRequest.builder("faq", new TenantId("acme"))
		.answerType("text")
		.model("m")
		.system("s")
		.tools(TOOLS)
		.documents(DOCUMENTS)
		.languageTag("en")
		.message("q")
		.history(HISTORY)
		.factor("f", "v")
		.tags("x")
		.build();

	// What each component means to the key. This is the list to extend when a component
	// is added.
	private static final Map<Class<?>, Map<String, Factor>> COMPONENTS = Map.of(ClaudeRequest.class, request(),
			CacheDefinition.class, definition(), ToolDefinition.class, tool(), DocumentRef.class, document(),
			Turn.class, turn());

	private static final Map<Class<?>, List<FactorValue>> VALUES = values();

	private static Map<String, Factor> request() {
		Map<String, Factor> factors = new LinkedHashMap<>();
		factors.put("cache", Factor.inBoth("faq", "Faq", "faq2"));
		factors.put("tenant",
				Factor.inBoth(new TenantId("acme"), new TenantId("Acme"), new TenantId("acme2"), TenantId.DEFAULT));
		factors.put("answerType", Factor.inBoth(null, "", "text", "java.util.List<Answer>"));
		factors.put("model", Factor.inBoth(null, "", "m", "m2"));
		factors.put("system", Factor.inBoth(null, FactorValue.of(""), FactorValue.of("s"), FactorValue.of("s "),
				FactorValue.Null.INSTANCE, FactorValue.listOf(List.of(FactorValue.of("s")))));
		factors.put("tools", Factor.inBoth(null, List.of(), TOOLS, reversed(TOOLS), TOOLS.subList(0, 1)));
		factors.put("documents",
				Factor.inBoth(null, List.of(), DOCUMENTS, reversed(DOCUMENTS), DOCUMENTS.subList(0, 1)));
		factors.put("locale", Factor.inBoth(null, "", "en", "en-US", "de"));
		factors.put("message", Factor.inExactOnly(null, "", "q", "Q", "q?"));
		factors.put("history", Factor.inBoth(null, List.of(), HISTORY, reversed(HISTORY), HISTORY.subList(0, 1)));
		factors.put("factors", Factor.inBoth(new TreeMap<>(), new TreeMap<>(Map.of("f", FactorValue.of("v"))),
				new TreeMap<>(Map.of("f", FactorValue.of(""))), new TreeMap<>(Map.of("f", FactorValue.Null.INSTANCE)),
				new TreeMap<>(Map.of("g", FactorValue.of("v"))),
				new TreeMap<>(Map.of("f", FactorValue.of("v"), "g", FactorValue.of("v")))));
		factors.put("tags", Factor.notInKey(Set.of(), Set.of(new Tag("x")), Set.of(new Tag("x"), new Tag("y"))));
		return factors;
	}

	private static Map<String, Factor> definition() {
		Map<String, Factor> factors = new LinkedHashMap<>();
		factors.put("name", Factor.inBoth("faq", "Faq", "faq2"));
		// How long answers live and whether they are served; not what they are.
		factors.put("volatility", Factor.notInKey("static", "reference"));
		factors.put("mode", Factor.notInKey(CacheMode.SERVE, CacheMode.OFF));
		factors.put("semantic", Factor.notInKey(Semantic.OFF, Semantic.GUARDED));
		factors.put("revision", Factor.inBoth(null, "", "1", "2"));
		factors.put("model", Factor.inBoth(null, "", "m", "m2"));
		factors.put("system", Factor.inBoth(null, FactorValue.of(""), FactorValue.of("s"), FactorValue.of("s2")));
		factors.put("tools", Factor.inBoth(null, List.of(), TOOLS, reversed(TOOLS)));
		return factors;
	}

	private static Map<String, Factor> tool() {
		return new LinkedHashMap<>(Map.of("name", Factor.inBoth("t", "T", "t2"), "definition",
				Factor.inBoth(FactorValue.of(""), FactorValue.of("d"), FactorValue.of("t"), FactorValue.Null.INSTANCE,
						FactorValue.Members.of(Map.of("type", FactorValue.of("d"))))));
	}

	private static Map<String, Factor> document() {
		return new LinkedHashMap<>(
				Map.of("id", Factor.inBoth("a", "A", "a1", "b"), "version", Factor.inBoth("1", "2", "1.0", "01")));
	}

	private static Map<String, Factor> turn() {
		return new LinkedHashMap<>(Map.of("role", Factor.inBoth("user", "assistant", "User"), "content",
				Factor.inBoth(FactorValue.of(""), FactorValue.of("hello"), FactorValue.of("Hello"),
						FactorValue.listOf(List.of(FactorValue.of("hello"))), FactorValue.Null.INSTANCE)));
	}

	private static Map<Class<?>, List<FactorValue>> values() {
		FactorValue a = FactorValue.of("a");
		FactorValue b = FactorValue.of("b");
		Map<Class<?>, List<FactorValue>> values = new LinkedHashMap<>();
		values.put(FactorValue.Null.class, List.of(FactorValue.Null.INSTANCE));
		values.put(FactorValue.Text.class, List.of(FactorValue.of(""), a, b, FactorValue.of("null"),
				FactorValue.of("1"), FactorValue.of("true"), FactorValue.of("[]")));
		values.put(FactorValue.Decimal.class,
				Stream.of("", "1", "1.0", "1e0", "01", "-0", "0", "9007199254740992", "9007199254740993", "a")
					.<FactorValue>map(FactorValue.Decimal::new)
					.toList());
		values.put(FactorValue.Flag.class, List.of(FactorValue.of(true), FactorValue.of(false)));
		values.put(FactorValue.Digest.class, List.of(new FactorValue.Digest(new Fingerprint("a".repeat(64))),
				new FactorValue.Digest(new Fingerprint("b".repeat(64)))));
		values.put(FactorValue.Ordered.class,
				List.of(FactorValue.listOf(List.of()), FactorValue.listOf(List.of(a)),
						FactorValue.listOf(List.of(a, b)), FactorValue.listOf(List.of(b, a)),
						FactorValue.listOf(List.of(FactorValue.listOf(List.of(a, b)))),
						FactorValue.listOf(List.of(FactorValue.listOf(List.of(a)), b)),
						FactorValue.listOf(List.of(FactorValue.listOf(List.of()))),
						FactorValue.listOf(List.of(FactorValue.Null.INSTANCE))));
		values.put(FactorValue.Unordered.class, List.of(bag(), bag(a), bag(a, b), bag(a, a), bag(a, a, b),
				bag(bag(a, b)), bag(bag(a), b), bag(FactorValue.Null.INSTANCE)));
		values.put(FactorValue.Members.class, Stream
			.of(Map.<String, FactorValue>of(), Map.of("a", b), Map.of("b", a), Map.of("a", b, "b", a), Map.of("", a),
					Map.of("a", FactorValue.Null.INSTANCE), Map.of("a", FactorValue.Members.of(Map.of("a", b))))
			.<FactorValue>map(FactorValue.Members::of)
			.toList());
		return values;
	}

	static Stream<Class<?>> listedTypes() {
		return COMPONENTS.keySet().stream();
	}

	@ParameterizedTest
	@MethodSource("listedTypes")
	void everyComponentIsListed(Class<?> type) {
		assertThat(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName))
			.as("%s has other components than this test lists. If a new one can change the answer, add it to "
					+ "StandardFingerprintComposer and list it here as inBoth (or inExactOnly if questions that differ "
					+ "only in it may be compared by meaning); if not, list it as notInKey and say why. Give each at "
					+ "least an absent, an empty and two ordinary values.", type.getSimpleName())
			.containsExactlyInAnyOrderElementsOf(COMPONENTS.get(type).keySet());
	}

	@Test
	void everyRecordThatARequestIsMadeOfIsListed() {
		Set<Class<?>> found = new LinkedHashSet<>();
		collectRecords(ClaudeRequest.class, found);
		collectRecords(CacheDefinition.class, found);
		assertThat(found).as("A record inside of a request is mutated by no test: list its components here")
			.containsExactlyInAnyOrderElementsOf(
					Stream.concat(COMPONENTS.keySet().stream(), Stream.of(TenantId.class, Tag.class)).toList());
	}

	@Test
	void everyKindOfValueIsListed() {
		assertThat(FactorValue.class.getPermittedSubclasses())
			.as("A new kind of value needs an encoding in CanonicalBytes that begins with a type byte of its own, "
					+ "a size in StandardFingerprintComposer and values in this test")
			.containsExactlyInAnyOrderElementsOf(VALUES.keySet());
	}

	static Stream<Arguments> mutations() {
		return COMPONENTS.entrySet()
			.stream()
			.flatMap((type) -> type.getValue()
				.entrySet()
				.stream()
				.map((component) -> Arguments.of(type.getKey(), component.getKey(), component.getValue())));
	}

	@ParameterizedTest(name = "{0}.{1}")
	@MethodSource("mutations")
	void aComponentThatIsChangedAloneChangesTheKeyAsListed(Class<?> type, String component, Factor factor) {
		List<Fingerprints> keys = new ArrayList<>();
		for (Object value : factor.values()) {
			keys.add(compose(type, component, value));
		}
		assertThat(keys).hasSizeGreaterThan(1);
		assertThat(keys.stream().map(Fingerprints::exact).distinct()).as("exact fingerprints of %s", factor.values())
			.hasSize(factor.inExact() ? keys.size() : 1);
		assertThat(keys.stream().map(Fingerprints::scope).distinct()).as("scopes of %s", factor.values())
			.hasSize(factor.inScope() ? keys.size() : 1);
	}

	@Test
	void valuesOfAnyKindDifferFromAllOthersWhereverTheyStand() {
		List<FactorValue> all = VALUES.values().stream().flatMap(List::stream).toList();
		List<Function<FactorValue, ClaudeRequest>> places = List.of(
				(value) -> REQUEST.toBuilder().systemBlocks(value).build(),
				(value) -> REQUEST.toBuilder().factor("f", value).build(),
				(value) -> REQUEST.toBuilder().tools(List.of(new ToolDefinition("t", value))).build(),
				(value) -> REQUEST.toBuilder().history(List.of(new Turn("user", value))).build());
		for (Function<FactorValue, ClaudeRequest> place : places) {
			Map<Fingerprint, FactorValue> seen = new LinkedHashMap<>();
			for (FactorValue value : all) {
				FactorValue other = seen.put(compose(DEFINITION, place.apply(value)).exact(), value);
				assertThat(other).as("has the key of %s", value).isNull();
			}
		}
	}

	@Test
	void theNamespaceAndWhatContributorsAddAreInBothFingerprints() {
		ClaudeRequest request = REQUEST;
		Fingerprints plain = composer(Namespace.DEFAULT).compose(DEFINITION, request);
		List<Fingerprints> others = List.of(composer(new Namespace("claude:resp", 4)).compose(DEFINITION, request),
				composer(new Namespace("other", 3)).compose(DEFINITION, request),
				composer(Namespace.DEFAULT, (each) -> Map.of("f", FactorValue.of("v"))).compose(DEFINITION, request),
				composer(Namespace.DEFAULT, (each) -> Map.of("f", FactorValue.of("w"))).compose(DEFINITION, request));
		assertThat(Stream.concat(Stream.of(plain), others.stream()).map(Fingerprints::exact).distinct()).hasSize(5);
		assertThat(Stream.concat(Stream.of(plain), others.stream()).map(Fingerprints::scope).distinct()).hasSize(5);
	}

	private static Fingerprints compose(Class<?> type, String component, @Nullable Object value) {
		if (type == ClaudeRequest.class) {
			return compose(open(DEFINITION), with(REQUEST, component, value));
		}
		if (type == CacheDefinition.class) {
			ClaudeRequest bare = REQUEST.toBuilder().model(null).systemBlocks(null).tools(null).build();
			return compose(with(DEFINITION, component, value), bare);
		}
		if (type == ToolDefinition.class) {
			return compose(DEFINITION,
					REQUEST.toBuilder().tools(List.of(with(TOOLS.get(0), component, value), TOOLS.get(1))).build());
		}
		if (type == DocumentRef.class) {
			return compose(DEFINITION,
					REQUEST.toBuilder()
						.documents(List.of(with(DOCUMENTS.get(0), component, value), DOCUMENTS.get(1)))
						.build());
		}
		return compose(DEFINITION,
				REQUEST.toBuilder().history(List.of(with(HISTORY.get(0), component, value), HISTORY.get(1))).build());
	}

	// As the cache does it: the definition is the one that the request names, and it
	// fills in what the request leaves open.
	private static Fingerprints compose(CacheDefinition definition, ClaudeRequest request) {
		CacheDefinition named = request.cache().equals(REQUEST.cache()) ? definition
				: with(definition, "name", request.cache());
		return composer(Namespace.DEFAULT).compose(named, named.applyTo(request));
	}

	private static CacheDefinition open(CacheDefinition definition) {
		return new CacheDefinition(definition.name(), definition.volatility(), definition.mode(), definition.revision(),
				null, null, null, Semantic.OFF);
	}

	private static FingerprintComposer composer(Namespace namespace, FingerprintContributor... contributors) {
		return FingerprintComposer.standard(namespace, MessageNormalizer.standard(), List.of(contributors));
	}

	@SuppressWarnings("unchecked")
	private static <R extends Record> R with(R record, String component, @Nullable Object value) {
		try {
			RecordComponent[] components = record.getClass().getRecordComponents();
			Object[] arguments = new Object[components.length];
			for (int i = 0; i < components.length; i++) {
				boolean changed = components[i].getName().equals(component);
				arguments[i] = changed ? value : components[i].getAccessor().invoke(record);
			}
			Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
			return (R) record.getClass().getDeclaredConstructor(types).newInstance(arguments);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("Cannot change " + component + " of " + record, ex);
		}
	}

	private static void collectRecords(Class<?> type, Set<Class<?>> found) {
		if (!type.isRecord() || !found.add(type)) {
			return;
		}
		for (RecordComponent component : type.getRecordComponents()) {
			collectTypes(component.getGenericType(), found);
		}
	}

	private static void collectTypes(Type type, Set<Class<?>> found) {
		if (type instanceof Class<?> plain) {
			collectRecords(plain, found);
		}
		if (type instanceof ParameterizedType generic) {
			Arrays.stream(generic.getActualTypeArguments()).forEach((argument) -> collectTypes(argument, found));
		}
	}

	private static FactorValue bag(FactorValue... items) {
		return new FactorValue.Unordered(List.of(items));
	}

	private static <T> List<T> reversed(List<T> items) {
		List<T> reversed = new ArrayList<>(items);
		Collections.reverse(reversed);
		return reversed;
	}

	/**
	 * What a component means to the key, and the values it is given.
	 */
	private record Factor(boolean inExact, boolean inScope, List<Object> values) {

		static Factor inBoth(@Nullable Object... values) {
			return new Factor(true, true, Arrays.asList(values));
		}

		static Factor inExactOnly(@Nullable Object... values) {
			return new Factor(true, false, Arrays.asList(values));
		}

		static Factor notInKey(Object... values) {
			return new Factor(false, false, Arrays.asList(values));
		}

		@Override
		public String toString() {
			return this.values.size() + " values";
		}

	}

}
