package io.github.claudecache.aop;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.claudecache.annotation.CacheDocuments;
import io.github.claudecache.annotation.CacheFactor;
import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheLocale;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTag;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What each parameter is in the request, by its annotation and its type.
 */
class ParameterRoleTests {

	private static final DocumentRef A = new DocumentRef("a", "1");

	private static final DocumentRef B = new DocumentRef("b", "2");

	private static final Turn HELLO = new Turn("user", FactorValue.of("hello"));

	@Test
	void theMessageIsNoFactorAndIsKeptAsItIs() {
		ClaudeRequest request = Requests.request(Roles.class, "message", " What? ");
		assertThat(request.message()).isEqualTo(" What? ");
		assertThat(request.factors()).isEmpty();
	}

	@Test
	void documentsAreGivenAsOneAsACollectionOrAsASet() {
		assertThat(Requests.request(Roles.class, "document", A).documents()).containsExactly(A);
		assertThat(Requests.request(Roles.class, "documents", List.of(B, A)).documents()).containsExactly(B, A);
		assertThat(Requests.request(Roles.class, "documents", List.of()).documents()).isEmpty();
		assertThat(Requests.request(Roles.class, "anyDocuments", List.of(B, A)).documents()).containsExactly(B, A);
		assertThat(Requests.request(Roles.class, "anyDocuments", new LinkedHashSet<>(List.of(B, A))).documents())
			.isEqualTo(Requests.request(Roles.class, "anyDocuments", new LinkedHashSet<>(List.of(A, B))).documents());
	}

	@Test
	void theOrderOfDocumentsIsPartOfTheKeyAndTheOrderOfASetIsNot() {
		assertThat(Requests.key(Roles.class, "documents", List.of(A, B)))
			.isNotEqualTo(Requests.key(Roles.class, "documents", List.of(B, A)));
		assertThat(Requests.key(Roles.class, "documentSet", new LinkedHashSet<>(List.of(A, B))))
			.isEqualTo(Requests.key(Roles.class, "documentSet", new LinkedHashSet<>(List.of(B, A))));
	}

	@Test
	void aNullAmongDocumentsOrTurnsHasNoKey() {
		for (String method : List.of("documents", "history")) {
			assertThatExceptionOfType(UnkeyableException.class)
				.isThrownBy(() -> Requests.request(Roles.class, method, Arrays.asList((Object) null)))
				.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.FACTOR_MISSING));
		}
	}

	@Test
	void oneLocaleNeedsNoMarkAndIsTheLanguage() {
		ClaudeRequest request = Requests.request(Roles.class, "locale", Locale.GERMANY);
		assertThat(request.locale()).isEqualTo("de-DE");
		assertThat(request.factors()).isEmpty();
	}

	@Test
	void ofTwoLocalesTheMarkedOneIsTheLanguage() {
		ClaudeRequest request = Requests.request(Roles.class, "markedLocale", Locale.GERMAN, Locale.FRENCH);
		assertThat(request.locale()).isEqualTo("fr");
		assertThat(request.factors()).containsOnlyKeys("source");
	}

	@Test
	void twoUnmarkedLocalesAreBothInTheKey() {
		ClaudeRequest request = Requests.request(Roles.class, "twoLocales", Locale.GERMAN, Locale.FRENCH);
		assertThat(request.locale()).isNull();
		assertThat(request.factors()).containsOnlyKeys("source", "target");
		assertThat(Requests.key(Roles.class, "twoLocales", Locale.GERMAN, Locale.FRENCH))
			.isNotEqualTo(Requests.key(Roles.class, "twoLocales", Locale.FRENCH, Locale.GERMAN));
	}

	@Test
	void aLanguageTagIsTakenLiterally() {
		assertThat(Requests.request(Roles.class, "languageTag", "de-x-formal").locale()).isEqualTo("de-x-formal");
	}

	@Test
	void aConversationIsTheHistory() {
		ClaudeRequest request = Requests.request(Roles.class, "history", List.of(HELLO));
		assertThat(request.history()).containsExactly(HELLO);
		assertThat(request.factors()).isEmpty();
	}

	@Test
	void aNamedConversationIsAFactor() {
		ClaudeRequest request = Requests.request(Roles.class, "twoHistories", List.of(HELLO), List.of());
		assertThat(request.history()).containsExactly(HELLO);
		assertThat(request.factors()).containsOnlyKeys("other");
	}

	@Test
	void theNameOfAFactorOutlivesTheNameOfTheParameter() {
		assertThat(Requests.request(Roles.class, "factor", "a").factors()).containsOnlyKeys("topic");
		assertThat(Requests.key(Roles.class, "factor", "a")).isEqualTo(Requests.key(Roles.class, "renamed", "a"));
	}

	@Test
	void whatIsIgnoredOrTheTenantIsNoFactor() {
		ClaudeRequest request = Requests.request(Roles.class, "ignored", "q", new Object(), "acme", null);
		assertThat(request.factors()).isEmpty();
	}

	@Test
	void aTagIsInTheKeyAndMayBeOptionalOrACollection() {
		assertThat(Requests.request(Roles.class, "tag", "x").tags()).extracting(Object::toString)
			.containsExactly("t:x");
		assertThat(Requests.request(Roles.class, "tag", "x").factors()).containsOnlyKeys("topic");
		assertThat(Requests.request(Roles.class, "tags", Set.of("x", "y")).tags()).extracting(Object::toString)
			.containsExactlyInAnyOrder("x", "y");
		assertThat(Requests.request(Roles.class, "optionalTag", Optional.of("x")).tags()).extracting(Object::toString)
			.containsExactly("x");
		assertThat(Requests.request(Roles.class, "optionalTag", Optional.empty()).tags()).isEmpty();
		assertThat(Requests.key(Roles.class, "tag", "x")).isNotEqualTo(Requests.key(Roles.class, "tag", "y"));
	}

	@Test
	void typeVariablesAreResolvedByTheClassOfTheBean() {
		CachedMethod plan = new CachedMethod(new MethodSite(Generic.class.getDeclaredMethods()[0], Concrete.class),
				Generic.class.getDeclaredMethods()[0].getAnnotation(ClaudeCached.class));
		assertThat(plan.returns().type()).contains("Place{").contains("city:java.lang.String");
		assertThat(plan.signature()).contains(Place.class.getName()).contains("List<java.lang.Integer>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "object", "plain", "wildcard", "rawList", "rawMap", "mapOfObjects", "variable", "number",
			"sequence", "stream", "inputStream", "supplier", "date", "path", "optionalInt", "pojo", "sealed",
			"recordOfPlain", "listOfPlain", "arrayOfPlain", "growing", "clazz", "throwable", "iterable" })
	void aParameterWithoutACanonicalFormIsRefused(String method) {
		ClaudeCacheConfigurationException refusal = refusal(Refused.class, method);
		assertThat(refusal.getDescription()).contains(Refused.class.getName() + "." + method + "(")
			.contains("parameter 'value' of type ")
			.contains("has no canonical form");
		assertThat(refusal.getAction()).contains("@CacheIgnore");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"messageOfOtherType | parameter 'value' with @CacheMessage is of type java.util.List<java.lang.String>",
			"documentsOfOtherType | parameter 'value' with @CacheDocuments is of type java.util.List<java.lang.String>",
			"documentArray | parameter 'value' with @CacheDocuments",
			"optionalDocument | parameter 'value' with @CacheDocuments",
			"rawDocuments | parameter 'value' with @CacheDocuments",
			"localeOfOtherType | parameter 'value' with @CacheLocale is of type int",
			"tagOfOtherType | parameter 'value' with @CacheTag is of type int",
			"tagArray | parameter 'value' with @CacheTag", "documentTag | parameter 'value' with @CacheTag",
			"twoMessages | several parameters with @CacheMessage",
			"twoDocuments | several parameters with @CacheDocuments",
			"twoTenants | several parameters with @CacheTenant",
			"twoMarkedLocales | several parameters with @CacheLocale",
			"twoConversations | several parameters with a conversation",
			"unmarkedDocument | parameter 'value' of type "
					+ "io.github.claudecache.request.DocumentRef holds documents",
			"unmarkedDocuments | holds documents", "unmarkedDocumentArray | holds documents",
			"unmarkedOptionalDocument | holds documents", "unmarkedDocumentMap | holds documents",
			"recordWithDocuments | holds documents", "sameFactorTwice | factor name 'a' is blank or used twice",
			"factorNamedAsAnother | factor name 'other' is blank or used twice",
			"blankFactor | factor name ' ' is blank or used twice",
			"ignoredMessage | parameter 'value' has @CacheMessage and @CacheIgnore, which contradict each other",
			"ignoredDocuments | @CacheDocuments and @CacheIgnore", "ignoredFactor | @CacheFactor and @CacheIgnore",
			"ignoredTenant | @CacheTenant and @CacheIgnore", "messageAndTenant | @CacheMessage and @CacheTenant" })
	void aParameterThatCannotBeWhatItIsMarkedAsIsRefused(String method, String reason) {
		ClaudeCacheConfigurationException refusal = refusal(Refused.class, method);
		assertThat(refusal.getDescription()).contains(Refused.class.getName() + "." + method + "(").contains(reason);
		assertThat(refusal.getAction()).isNotBlank().endsWith(".");
	}

	@Test
	void documentsThatShallHaveNoTagsMayBeANamedFactor() {
		ClaudeRequest request = Requests.request(Roles.class, "documentFactor", List.of(A));
		assertThat(request.documents()).isNull();
		assertThat(request.factors()).containsOnlyKeys("seen");
	}

	private static ClaudeCacheConfigurationException refusal(Class<?> type, String method) {
		return catchThrowableOfType(ClaudeCacheConfigurationException.class, () -> Requests.plan(type, method));
	}

	record Place(String city) {
	}

	abstract static class Generic<T, P> {

		@ClaudeCached(name = "faq")
		abstract ClaudeAnswer<List<T>> answer(List<P> value);

	}

	abstract static class Concrete extends Generic<Place, Integer> {

	}

	interface Roles {

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> message(@CacheMessage String question);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> document(@CacheDocuments DocumentRef document);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> documents(@CacheDocuments List<DocumentRef> documents);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> documentSet(@CacheDocuments Set<DocumentRef> documents);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> anyDocuments(@CacheDocuments Collection<? extends DocumentRef> documents);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> documentFactor(@CacheFactor("seen") List<DocumentRef> documents);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> locale(Locale locale);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> markedLocale(Locale source, @CacheLocale Locale target);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> twoLocales(Locale source, Locale target);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> languageTag(@CacheLocale String language);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> history(List<Turn> turns);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> twoHistories(List<Turn> turns, @CacheFactor("other") List<Turn> others);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> factor(@CacheFactor("topic") String subject);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> renamed(String topic);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> ignored(@CacheMessage String question, @CacheIgnore Object anything,
				@CacheTenant String tenant, @CacheIgnore String nothing);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> tag(@CacheTag(prefix = "t:") String topic);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> tags(@CacheTag Collection<String> topics);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> optionalTag(@CacheTag Optional<String> topic);

	}

	static class Plain {

	}

	static class Pojo {

		public String getText() {
			return "text";
		}

	}

	sealed interface Shape permits Circle {

	}

	record Circle(int radius) implements Shape {
	}

	record HasPlain(Plain plain) {
	}

	record HasDocuments(String text, Optional<List<DocumentRef>> documents) {
	}

	record Growing<T>(T value, Optional<Growing<List<T>>> next) {
	}

	@SuppressWarnings("rawtypes")
	interface Refused {

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> object(Object value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> plain(Plain value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> wildcard(List<?> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> rawList(List value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> rawMap(Map value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> mapOfObjects(Map<String, Object> value);

		@ClaudeCached(name = "faq")
		<T> ClaudeAnswer<String> variable(T value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> number(Number value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> sequence(CharSequence value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> stream(Stream<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> inputStream(InputStream value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> supplier(Supplier<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> date(Date value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> path(Path value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> optionalInt(OptionalInt value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> pojo(Pojo value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> sealed(Shape value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> recordOfPlain(HasPlain value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> listOfPlain(SortedSet<Plain> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> arrayOfPlain(Plain[] value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> growing(Growing<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> clazz(Class<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> throwable(Throwable value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> iterable(Iterable<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> messageOfOtherType(@CacheMessage List<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> documentsOfOtherType(@CacheDocuments List<String> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> documentArray(@CacheDocuments DocumentRef[] value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> optionalDocument(@CacheDocuments Optional<DocumentRef> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> rawDocuments(@CacheDocuments List value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> localeOfOtherType(@CacheLocale int value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> tagOfOtherType(@CacheTag int value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> tagArray(@CacheTag String[] value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> documentTag(@CacheTag DocumentRef value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> twoMessages(@CacheMessage String value, @CacheMessage String other);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> twoDocuments(@CacheDocuments DocumentRef value, @CacheDocuments DocumentRef other);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> twoTenants(@CacheTenant String value, @CacheTenant String other);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> twoMarkedLocales(@CacheLocale Locale value, @CacheLocale Locale other);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> twoConversations(List<Turn> value, List<Turn> other);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> unmarkedDocument(DocumentRef value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> unmarkedDocuments(List<DocumentRef> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> unmarkedDocumentArray(DocumentRef[] value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> unmarkedOptionalDocument(Optional<DocumentRef> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> unmarkedDocumentMap(Map<String, DocumentRef> value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> recordWithDocuments(HasDocuments value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> sameFactorTwice(@CacheFactor("a") String value, @CacheFactor("a") String other);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> factorNamedAsAnother(@CacheFactor("other") String value, String other);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> blankFactor(@CacheFactor(" ") String value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> ignoredMessage(@CacheIgnore @CacheMessage String value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> ignoredDocuments(@CacheIgnore @CacheDocuments DocumentRef value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> ignoredFactor(@CacheIgnore @CacheFactor("a") String value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> ignoredTenant(@CacheIgnore @CacheTenant String value);

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> messageAndTenant(@CacheMessage @CacheTenant String value);

	}

}
