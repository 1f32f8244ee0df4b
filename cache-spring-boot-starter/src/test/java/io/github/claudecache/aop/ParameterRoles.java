package io.github.claudecache.aop;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Date;
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
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.Turn;

/**
 * Methods whose parameters play different roles.
 */
final class ParameterRoles {

	private ParameterRoles() {
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
