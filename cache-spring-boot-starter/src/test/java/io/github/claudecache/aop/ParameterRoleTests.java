package io.github.claudecache.aop;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.github.claudecache.annotation.CacheDocuments;
import io.github.claudecache.annotation.CacheFactor;
import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheLocale;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTag;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.aop.ParameterRoles.Concrete;
import io.github.claudecache.aop.ParameterRoles.Generic;
import io.github.claudecache.aop.ParameterRoles.Place;
import io.github.claudecache.aop.ParameterRoles.Refused;
import io.github.claudecache.aop.ParameterRoles.Roles;
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
				Generic.class.getDeclaredMethods()[0].getAnnotation(ClaudeCached.class), false, List.of());
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

	@Test
	void thePartThatHasNoCanonicalFormIsNamed() {
		assertThat(refusal(Refused.class, "recordOfPlain").getDescription()).contains("HasPlain has no canonical form")
			.contains("because " + ParameterRoles.Plain.class.getName() + " has none");
		assertThat(refusal(Refused.class, "variable").getDescription())
			.contains("of type java.lang.Object has no canonical form, so");
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

}
