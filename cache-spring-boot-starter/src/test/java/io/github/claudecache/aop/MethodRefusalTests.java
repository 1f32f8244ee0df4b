package io.github.claudecache.aop;

import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.annotation.CacheDocuments;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.request.DocumentRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A method whose answers cannot be kept, or whose calls cannot be intercepted, stops the
 * start-up. Every text names the class and the method, says what is wrong and what to do.
 */
class MethodRefusalTests {

	@Test
	void privateFinalAndStaticMethodsAreNotInterceptable() {
		assertRefused(PrivateMethod.class, "answer(String)",
				"@ClaudeCached has no effect on a private, final or static method",
				"Make the method overridable, or use the ClaudeCache bean inside it.");
		assertRefused(FinalMethod.class, "answer(String)", "private, final or static", "Make the method overridable");
		assertRefused(StaticMethod.class, "answer(String)", "private, final or static", "Make the method overridable");
		assertRefused(PrivateInvalidation.class, "publish(String)",
				"@ClaudeCacheInvalidate has no effect on a private, final or static method",
				"Make the method overridable, or use the TagInvalidationService bean inside it.");
	}

	@Test
	void inheritedPrivateMethodsAreFoundToo() {
		assertRefused(InheritsPrivateMethod.class, "answer(String)", "private, final or static", "overridable");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "nothing | returns nothing, so there is no answer to keep",
			"boxedNothing | returns nothing", "futureOfNothing | returns nothing", "monoOfNothing | returns nothing",
			"flux | cannot be kept and served again", "stream | cannot be kept and served again",
			"intStream | cannot be kept and served again", "inputStream | cannot be kept and served again",
			"optionalFuture | cannot be kept and served again", "future | cannot be kept and served again",
			"futureOfMono | cannot be kept and served again", "listOfStreams | cannot be kept and served again",
			"recordOfStream | cannot be kept and served again", "rawAnswer | does not say what the answer is",
			"anyAnswer | does not say what the answer is", "object | does not say what the answer is",
			"rawMono | does not say what the answer is", "typeVariable | does not say what the answer is",
			"iterator | has no value equality", "reader | has no value equality", "callable | has no value equality",
			"supplier | has no value equality", "array | has no value equality", "bytes | has no value equality",
			"plain | has no value equality", "sealed | has no value equality", "number | has no value equality",
			"atomic | has no value equality", "recordOfArray | has no value equality",
			"recordOfPlain | has no value equality", "listOfPlain | has no value equality",
			"mapOfPlain | has no value equality", "optionalAnswer | ClaudeAnswer inside another type",
			"listOfAnswers | ClaudeAnswer inside another type", "recordOfAnswer | ClaudeAnswer inside another type",
			"growing | ever larger types" })
	void aReturnTypeThatCannotBeKeptIsRefused(String method, String reason) {
		assertReturnRefused(method, reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text", "futureOfText", "monoOfText", "optionalText", "record", "number" })
	void aReturnTypeThatHidesTheStopReasonNeedsTrust(String method) {
		ClaudeCacheConfigurationException refusal = ReturnTypes.refusal(Untrusted.class, method, false);
		assertThat(refusal.getDescription()).contains(Untrusted.class.getName() + "." + method + "(")
			.contains("hides the stop reason");
		assertThat(refusal.getAction()).contains("Return ClaudeAnswer<").contains("trust = true");
	}

	@Test
	void aMissingTrustSuggestsTheTypeToReturn() {
		assertThat(ReturnTypes.refusal(Untrusted.class, "text", false).getAction()).contains("ClaudeAnswer<String>");
		assertThat(ReturnTypes.refusal(Untrusted.class, "futureOfText", false).getAction())
			.contains("ClaudeAnswer<String>");
		assertThat(ReturnTypes.refusal(Untrusted.class, "number", false).getAction()).contains("ClaudeAnswer<Integer>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.anthropic.models.messages.Message", "org.springframework.ai.chat.model.ChatResponse",
			"dev.langchain4j.model.chat.response.ChatResponse" })
	void typesOfClientLibrariesAreRefusedUntilTheyHaveCodecs(String type, @TempDir Path directory) {
		int dot = type.lastIndexOf('.');
		CompiledClass.of(directory, type, "package %s; public record %s(String id) { }"
			.formatted(type.substring(0, dot), type.substring(dot + 1)));
		Class<?> desk = CompiledClass.of(directory, "client.Desk", """
				package client;
				public class Desk {
					@io.github.claudecache.annotation.ClaudeCached(name = "faq", volatility = "reference", trust = true)
					public %s answer() { return null; }
				}
				""".formatted(type), "-classpath",
				directory + System.getProperty("path.separator") + System.getProperty("java.class.path"));
		ClaudeCacheConfigurationException refusal = Application
			.refusalOf(Application.with(desk).withClassLoader(desk.getClassLoader()));
		assertThat(refusal.getDescription()).contains("client.Desk.answer()")
			.contains("returns " + type + ", a type of a client library");
		assertThat(refusal.getAction()).contains("Return ClaudeAnswer<String>");
	}

	@Test
	void aCacheThatNothingGivesAClassIsRefused() {
		assertRefused(
				Application.refusalOf(Application.with(NoClass.class)
					.withPropertyValues("claude.cache.caches.faqs.volatility=reference")),
				NoClass.class, "answer(String)", "cache 'faq' has no volatility class",
				"claude.cache.caches.faq.volatility");
		assertThat(Application
			.refusalOf(
					Application.with(NoClass.class).withPropertyValues("claude.cache.caches.faqs.volatility=reference"))
			.getDescription()).contains("[faqs]");
	}

	@Test
	void aClassWithoutATtlIsRefused() {
		ClaudeCacheConfigurationException refusal = Application.refusalOf(UnknownClass.class);
		assertThat(refusal.getDescription()).contains("'faq'").contains("'referense'").contains("reference");
		assertThat(refusal.getAction()).contains("TTL");
	}

	@Test
	void aNameThatIsNoNameIsRefused() {
		assertRefused(BadName.class, "answer(String)", "[A-Za-z0-9._-]{1,64}", "Correct the annotation.");
		assertRefused(EmptyName.class, "answer(String)", "[A-Za-z0-9._-]{1,64}", "Correct the annotation.");
	}

	@Test
	void aClassThatIsNamedDifferentlyInTwoPlacesIsRefused() {
		ClaudeCacheConfigurationException refusal = Application.refusalOf(
				Application.with(Reference.class).withPropertyValues("claude.cache.caches.faq.volatility=dynamic"));
		assertRefused(refusal, Reference.class, "answer(String)",
				"names the volatility class 'reference', but claude.cache.caches.faq.volatility is 'dynamic'",
				"Name the class in one of the two places only.");
		ClaudeCacheConfigurationException twoMethods = Application.refusalOf(Reference.class, Dynamic.class);
		assertThat(twoMethods.getDescription()).contains(Reference.class.getName() + ".answer(String)")
			.contains(Dynamic.class.getName() + ".answer(String)")
			.contains("'reference'")
			.contains("'dynamic'");
		assertThat(twoMethods.getAction()).contains("Name the same class in both.");
	}

	@Test
	void theSameClassInTwoPlacesIsAllowed() {
		Application.with(Reference.class)
			.withPropertyValues("claude.cache.caches.faq.volatility=reference")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void twoMethodsOfOneCacheMustHaveTheSameParametersAndReturnType() {
		for (Class<?> other : List.of(OtherParameters.class, OtherReturnType.class, OtherWrapper.class)) {
			ClaudeCacheConfigurationException refusal = Application.refusalOf(Reference.class, other);
			assertThat(refusal.getDescription()).contains(Reference.class.getName() + ".answer(String)")
				.contains(other.getName() + ".answer(")
				.contains("cache 'faq' is also used by")
				.contains("other parameters or another return type");
			assertThat(refusal.getAction()).isEqualTo("Give each of them a cache of its own.");
		}
	}

	@Test
	void overloadsOfOneCacheAreRefused() {
		ClaudeCacheConfigurationException refusal = Application.refusalOf(Overloads.class);
		assertThat(refusal.getDescription()).contains("answer(String)").contains("answer(String, int)");
	}

	@Test
	void twoMethodsOfOneCacheThatAskTheSameShareItsAnswers() {
		Application.with(Reference.class, AlsoReference.class).run((context) -> {
			context.getBean(Reference.class).answer("q");
			assertThat(context.getBean(AlsoReference.class).answer("q").value()).isEqualTo("reference q");
		});
	}

	@Test
	void aMethodThatIsBothCachedAndInvalidatingIsRefused() {
		assertRefused(CachedAndInvalidating.class, "answer(String)", "a hit would invalidate nothing", "Leave one");
	}

	@Test
	void anInvalidationWithoutTagsIsRefused() {
		assertRefused(NoTags.class, "publish(String)", "has no tags", "Name at least one tag.");
	}

	@Test
	void anInvalidationWhoseSuccessIsNotKnownIsRefused() {
		for (Class<?> type : List.of(InvalidatingFlux.class, InvalidatingFuture.class)) {
			assertRefused(type, "publish(String)", "of which it is not known when it has succeeded",
					"Return a CompletableFuture or a Mono");
		}
	}

	@Test
	void aTenantOfAnotherTypeIsRefusedForBothAnnotations() {
		assertRefused(TenantNumber.class, "answer(String, int)", "parameter 'tenant' with @CacheTenant is of type int",
				"Make it a TenantId or a String.");
		assertRefused(InvalidatingTenantNumber.class, "publish(Optional)",
				"parameter 'tenant' with @CacheTenant is of type", "Make it a TenantId or a String.");
	}

	private static void assertReturnRefused(String method, String reason) {
		ClaudeCacheConfigurationException refusal = ReturnTypes.refusal(Returning.class, method, true);
		assertThat(refusal.getDescription()).contains(Returning.class.getName() + "." + method + "(").contains(reason);
		assertThat(refusal.getAction()).isNotBlank().endsWith(".");
	}

	private static void assertRefused(Class<?> bean, String method, String reason, String remedy) {
		assertRefused(Application.refusalOf(bean), bean, method, reason, remedy);
	}

	private static void assertRefused(ClaudeCacheConfigurationException refusal, Class<?> bean, String method,
			String reason, String remedy) {
		assertThat(refusal.getDescription()).contains("Method " + bean.getName() + "." + method).contains(reason);
		assertThat(refusal.getAction()).contains(remedy);
	}

	record Policy(String topic) {
	}

	record HasStream(Stream<String> items) {
	}

	record HasArray(String[] items) {
	}

	record HasPlain(Plain plain) {
	}

	record HasAnswer(ClaudeAnswer<String> answer) {
	}

	record Growing<T>(T value, Growing<List<T>> next) {
	}

	static class Plain {

	}

	sealed interface Shape permits Circle {

	}

	record Circle(int radius) implements Shape {
	}

	@SuppressWarnings("rawtypes")
	interface Returning {

		void nothing();

		Void boxedNothing();

		CompletableFuture<Void> futureOfNothing();

		Mono<Void> monoOfNothing();

		Flux<String> flux();

		Stream<String> stream();

		IntStream intStream();

		InputStream inputStream();

		Optional<Future<String>> optionalFuture();

		Future<String> future();

		CompletableFuture<Mono<String>> futureOfMono();

		List<Stream<String>> listOfStreams();

		HasStream recordOfStream();

		ClaudeAnswer rawAnswer();

		ClaudeAnswer<?> anyAnswer();

		Object object();

		Mono rawMono();

		<T> T typeVariable();

		Iterator<String> iterator();

		Reader reader();

		Callable<String> callable();

		Supplier<String> supplier();

		String[] array();

		byte[] bytes();

		Plain plain();

		Shape sealed();

		Number number();

		AtomicLong atomic();

		HasArray recordOfArray();

		HasPlain recordOfPlain();

		Collection<Plain> listOfPlain();

		Map<String, Plain> mapOfPlain();

		Optional<ClaudeAnswer<String>> optionalAnswer();

		List<ClaudeAnswer<String>> listOfAnswers();

		HasAnswer recordOfAnswer();

		Growing<String> growing();

	}

	interface Untrusted {

		String text();

		CompletableFuture<String> futureOfText();

		Mono<String> monoOfText();

		Optional<String> optionalText();

		Policy record();

		int number();

	}

	static class PrivateMethod {

		@ClaudeCached(name = "faq", volatility = "reference")
		private ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class InheritsPrivateMethod extends PrivateMethod {

	}

	static class FinalMethod {

		@ClaudeCached(name = "faq", volatility = "reference")
		final ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class StaticMethod {

		@ClaudeCached(name = "faq", volatility = "reference")
		static ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class PrivateInvalidation {

		@ClaudeCacheInvalidate(tags = "'a'")
		private void publish(String text) {
		}

	}

	static class NoClass {

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class UnknownClass {

		@ClaudeCached(name = "faq", volatility = "referense")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class BadName {

		@ClaudeCached(name = "my cache", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class EmptyName {

		@ClaudeCached(name = "", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class Reference {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete("reference " + question);
		}

	}

	static class AlsoReference {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete("also reference " + question);
		}

	}

	static class Dynamic {

		@ClaudeCached(name = "faq", volatility = "dynamic")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class OtherParameters {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question, @CacheDocuments DocumentRef document) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class OtherReturnType {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<Policy> answer(String question) {
			return ClaudeAnswer.complete(new Policy(question));
		}

	}

	static class OtherWrapper {

		@ClaudeCached(name = "faq", volatility = "reference")
		Mono<ClaudeAnswer<String>> answer(String question) {
			return Mono.just(ClaudeAnswer.complete(question));
		}

	}

	static class Overloads {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question, int length) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class CachedAndInvalidating {

		@ClaudeCached(name = "faq", volatility = "reference")
		@ClaudeCacheInvalidate(tags = "'a'")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class NoTags {

		@ClaudeCacheInvalidate(tags = {})
		void publish(String text) {
		}

	}

	static class InvalidatingFlux {

		@ClaudeCacheInvalidate(tags = "'a'")
		Flux<String> publish(String text) {
			return Flux.empty();
		}

	}

	static class InvalidatingFuture {

		@ClaudeCacheInvalidate(tags = "'a'")
		Future<String> publish(String text) {
			return CompletableFuture.completedFuture(text);
		}

	}

	static class TenantNumber {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(@CacheMessage String question, @CacheTenant int tenant) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class InvalidatingTenantNumber {

		@ClaudeCacheInvalidate(tags = "'a'")
		void publish(@CacheTenant Optional<String> tenant) {
		}

	}

}
