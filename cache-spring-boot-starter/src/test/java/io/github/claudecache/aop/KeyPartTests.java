package io.github.claudecache.aop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.FactorValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values of parameters in the key: different values have different keys, equal values
 * have equal ones, whatever their order in a hash table, their class or the locale.
 */
class KeyPartTests {

	static Stream<Arguments> differentValues() {
		return Stream.of(values("text", "a", "A", "", " ", "a ", "1", "null", "é", "e\u0301"),
				values("integer", 0, 1, -1, Integer.MAX_VALUE),
				values("whole", 9007199254740992L, 9007199254740993L, -9007199254740993L),
				values("real", 0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.0,
						Math.nextUp(1.0), Double.MIN_VALUE),
				values("single", 0.0f, -0.0f, Float.NaN, 0.1f, Math.nextUp(0.1f)),
				values("decimal", new BigDecimal("1"), new BigDecimal("1.0"), new BigDecimal("1.00"),
						new BigDecimal("1E+3"), new BigDecimal("1000")),
				values("big", BigInteger.ONE, BigInteger.TWO.pow(64), BigInteger.TWO.pow(64).add(BigInteger.ONE)),
				values("character", 'a', 'A', '1', '\u0000', '\u00e9'), values("flag", true, false),
				values("kind", Kind.PUBLIC, Kind.INTERNAL),
				values("unmarkedLocale", Locale.ROOT, Locale.ENGLISH, Locale.UK, Locale.US, Locale.GERMAN,
						Locale.forLanguageTag("zh-Hans"), Locale.forLanguageTag("zh-Hant"),
						Locale.forLanguageTag("de-DE-u-co-phonebk"), locale("en", "US", "a!b"),
						locale("no", "NO", "NY"), Locale.forLanguageTag("nn-NO")),
				values("localePair", list(Locale.ENGLISH, Locale.GERMAN), list(Locale.GERMAN, Locale.ENGLISH)),
				values("optional", Optional.empty(), Optional.of(""), Optional.of("a")),
				values("texts", List.of(), List.of(""), List.of("a", "b"), List.of("b", "a"), List.of("ab"),
						List.of("a", "b", ""), list("a", null), list("a", "null")),
				values("nested", List.of(List.of("a"), List.of("b")), List.of(List.of("a", "b"), List.of()),
						List.of(List.of("a", "b")), List.of(List.of(), List.of("a", "b"))),
				values("set", Set.of(), Set.of("a"), Set.of("b"), Set.of("a", "b"), Set.of("ab")),
				values("collection", List.of("a", "b"), List.of("b", "a"), Set.of("a", "b")),
				values("array", array(), array("a", "b"), array("b", "a"), array("ab"), array("a", null)),
				values("numbers", new int[] { 1, 23 }, new int[] { 12, 3 }, new int[] { 1, 2, 3 }),
				values("bytes", new byte[0], new byte[] { 0 }, new byte[] { 0, 0 }, new byte[] { 1 }),
				values("map", Map.of(), Map.of("a", 1), Map.of("a", 2), Map.of("b", 1), Map.of("a", 1, "b", 2),
						Map.of("a", 2, "b", 1)),
				values("record", new Policy("a", null), new Policy("a", "null"), new Policy("null", "a"),
						new Policy("a", ""), new Policy("", "a")),
				values("pair", new Pair<>("a", 1), new Pair<>("1", 1), new Pair<>("a", 11)),
				values("tree", new Tree("a", List.of()), new Tree("a", List.of(new Tree("a", List.of()))),
						new Tree("a", List.of(new Tree("a", List.of()), new Tree("a", List.of())))),
				values("date", LocalDate.of(2026, 1, 2), LocalDate.of(2026, 2, 1)),
				values("instant", Instant.EPOCH, Instant.EPOCH.plusNanos(1)),
				values("zoned", ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("UTC")),
						ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
						ZonedDateTime.of(2026, 1, 1, 1, 0, 0, 0, ZoneId.of("Europe/Paris"))),
				values("duration", Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(61)),
				values("id", new UUID(0, 1), new UUID(1, 0)), values("uri", URI.create("a:b"), URI.create("a:c")),
				values("currency", Currency.getInstance("EUR"), Currency.getInstance("USD")),
				values("zone", ZoneId.of("UTC"), ZoneOffset.UTC, ZoneId.of("GMT")),
				values("factor", FactorValue.of("1"), FactorValue.of(1), FactorValue.Null.INSTANCE));
	}

	static Stream<Arguments> equalValues() {
		return Stream.of(
				values("set", linked("a", "b", "c"), linked("c", "b", "a"), new TreeSet<>(Set.of("a", "b", "c"))),
				values("map", linkedMap("a", "b", "c"), linkedMap("c", "b", "a"),
						new TreeMap<>(linkedMap("a", "b", "c"))),
				values("texts", list("a", "b"), List.of("a", "b"), Collections.unmodifiableList(list("a", "b"))),
				values("collection", Set.of("a", "b"), linked("b", "a")),
				values("bytes", "abc".getBytes(StandardCharsets.UTF_8), "abc".getBytes(StandardCharsets.UTF_8)),
				values("numbers", new int[] { 1, 2 }, new int[] { 1, 2 }),
				values("record", new Policy("a", "b"), new Policy("a", "b")),
				values("real", Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L)),
				values("sets", List.of(linked("a", "b"), linked("c", "d")),
						List.of(linked("b", "a"), linked("d", "c"))),
				values("setOfRecords", linked(new Policy("a", "b"), new Policy("c", "d")),
						linked(new Policy("c", "d"), new Policy("a", "b"))));
	}

	@ParameterizedTest
	@MethodSource("differentValues")
	void differentValuesHaveDifferentKeys(String method, List<Object> values) {
		List<Fingerprint> keys = values.stream().map((value) -> Requests.key(Parts.class, method, value)).toList();
		assertThat(keys).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("equalValues")
	void equalValuesHaveEqualKeys(String method, List<Object> values) {
		List<Fingerprint> keys = values.stream().map((value) -> Requests.key(Parts.class, method, value)).toList();
		assertThat(keys.stream().distinct()).hasSize(1);
	}

	@Test
	void aHashTableInAnyOrderHasOneKey() {
		List<String> names = IntStream.range(0, 200).mapToObj((number) -> "name" + number).toList();
		Map<String, Integer> forwards = new LinkedHashMap<>();
		names.forEach((name) -> forwards.put(name, 1));
		Map<String, Integer> backwards = new HashMap<>(4096);
		for (int i = names.size() - 1; i >= 0; i--) {
			backwards.put(names.get(i), 1);
		}
		assertThat(Requests.key(Parts.class, "map", forwards)).isEqualTo(Requests.key(Parts.class, "map", backwards));
	}

	@Test
	void theDefaultLocaleDoesNotMatter() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.ROOT);
			Fingerprint number = Requests.key(Parts.class, "real", 1234.5);
			Fingerprint kind = Requests.key(Parts.class, "kind", Kind.INTERNAL);
			Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
			assertThat(Requests.key(Parts.class, "real", 1234.5)).isEqualTo(number);
			assertThat(Requests.key(Parts.class, "kind", Kind.INTERNAL)).isEqualTo(kind);
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@ParameterizedTest
	@MethodSource("differentValues")
	void nullHasNoKey(String method, List<Object> values) {
		assertUnkeyable(BypassReason.FACTOR_MISSING, method, (Object) null);
	}

	@Test
	void everyParameterMayBeTheOneThatIsNull() {
		assertUnkeyable(BypassReason.FACTOR_MISSING, "several", null, 1);
		assertUnkeyable(BypassReason.FACTOR_MISSING, "several", "a", null);
	}

	@Test
	void aValueThatContainsItselfHasNoKey() {
		List<Tree> children = new ArrayList<>();
		Tree endless = new Tree("a", children);
		children.add(endless);
		assertUnkeyable(BypassReason.KEY_FAILED, "tree", endless);
	}

	@Test
	void aVeryDeepValueHasNoKey() {
		Tree deep = new Tree("a", List.of());
		for (int i = 0; i < 100_000; i++) {
			deep = new Tree("a", List.of(deep));
		}
		assertUnkeyable(BypassReason.KEY_FAILED, "tree", deep);
	}

	@Test
	void anAccessorThatFailsMeansThatThereIsNoKey() {
		assertUnkeyable(BypassReason.KEY_FAILED, "failing", new Failing("a"));
	}

	@Test
	void aCollectionThatFailsMeansThatThereIsNoKey() {
		List<String> failing = new ArrayList<>() {

			@Override
			public String get(int index) {
				throw new IllegalStateException();
			}

			@Override
			public java.util.Spliterator<String> spliterator() {
				throw new IllegalStateException();
			}

		};
		assertUnkeyable(BypassReason.KEY_FAILED, "texts", failing);
	}

	@Test
	void parametersAreToldApartByTheirNames() {
		assertThat(Requests.key(Parts.class, "two", "a", "b")).isNotEqualTo(Requests.key(Parts.class, "two", "b", "a"));
		assertThat(Requests.key(Parts.class, "two", "ab", "c"))
			.isNotEqualTo(Requests.key(Parts.class, "two", "a", "bc"));
	}

	private static void assertUnkeyable(BypassReason reason, String method, @Nullable Object... arguments) {
		assertThatExceptionOfType(UnkeyableException.class)
			.isThrownBy(() -> Requests.request(Parts.class, method, arguments))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	private static Arguments values(String method, Object... values) {
		return Arguments.of(method, Named.of(values.length + " values", Arrays.asList(values)));
	}

	@SafeVarargs
	private static <T> List<@Nullable T> list(@Nullable T... items) {
		return new ArrayList<>(Arrays.asList(items));
	}

	@SafeVarargs
	private static <T> Set<T> linked(T... items) {
		return new LinkedHashSet<>(Arrays.asList(items));
	}

	private static Map<String, Integer> linkedMap(String... names) {
		Map<String, Integer> map = new LinkedHashMap<>();
		Stream.of(names).forEach((name) -> map.put(name, name.length()));
		return map;
	}

	private static @Nullable String[] array(@Nullable String... items) {
		return items;
	}

	@SuppressWarnings("deprecation")
	private static Locale locale(String language, String country, String variant) {
		return new Locale(language, country, variant);
	}

	enum Kind {

		PUBLIC {
		},

		INTERNAL

	}

	record Policy(String topic, @Nullable String text) {
	}

	record Pair<A, B>(A first, B second) {
	}

	record Tree(String name, List<Tree> children) {
	}

	record Failing(String text) {

		@Override
		public String text() {
			throw new IllegalStateException();
		}

	}

	interface Parts {

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> text(String value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> integer(int value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> whole(long value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> real(double value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> single(Float value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> decimal(BigDecimal value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> big(BigInteger value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> character(char value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> flag(boolean value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> kind(Kind value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> unmarkedLocale(Locale value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> localePair(List<Locale> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> optional(Optional<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> texts(List<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> nested(List<List<String>> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> set(Set<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> sets(List<Set<String>> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> setOfRecords(Set<Policy> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> collection(Collection<? extends String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> array(String... value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> numbers(int[] value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> bytes(byte[] value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> map(Map<String, Integer> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> record(Policy value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> pair(Pair<String, Integer> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> tree(Tree value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> failing(Failing value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> date(LocalDate value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> instant(Instant value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> zoned(ZonedDateTime value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> duration(Duration value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> id(UUID value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> uri(URI value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> currency(Currency value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> zone(ZoneId value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> factor(FactorValue value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> several(String text, Integer number);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> two(String first, String second);

	}

}
