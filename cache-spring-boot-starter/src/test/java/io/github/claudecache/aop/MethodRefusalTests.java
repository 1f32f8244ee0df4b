package io.github.claudecache.aop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.aop.RefusedMethods.AlsoReference;
import io.github.claudecache.aop.RefusedMethods.BadName;
import io.github.claudecache.aop.RefusedMethods.CachedAndInvalidating;
import io.github.claudecache.aop.RefusedMethods.Dynamic;
import io.github.claudecache.aop.RefusedMethods.EmptyName;
import io.github.claudecache.aop.RefusedMethods.FinalMethod;
import io.github.claudecache.aop.RefusedMethods.InheritsPrivateMethod;
import io.github.claudecache.aop.RefusedMethods.InvalidatingFlux;
import io.github.claudecache.aop.RefusedMethods.InvalidatingFuture;
import io.github.claudecache.aop.RefusedMethods.InvalidatingTenantNumber;
import io.github.claudecache.aop.RefusedMethods.NoClass;
import io.github.claudecache.aop.RefusedMethods.NoTags;
import io.github.claudecache.aop.RefusedMethods.OtherParameters;
import io.github.claudecache.aop.RefusedMethods.OtherReturnType;
import io.github.claudecache.aop.RefusedMethods.OtherWrapper;
import io.github.claudecache.aop.RefusedMethods.Overloads;
import io.github.claudecache.aop.RefusedMethods.PrivateInvalidation;
import io.github.claudecache.aop.RefusedMethods.PrivateMethod;
import io.github.claudecache.aop.RefusedMethods.Reference;
import io.github.claudecache.aop.RefusedMethods.Returning;
import io.github.claudecache.aop.RefusedMethods.StaticMethod;
import io.github.claudecache.aop.RefusedMethods.TenantNumber;
import io.github.claudecache.aop.RefusedMethods.UnknownClass;
import io.github.claudecache.aop.RefusedMethods.Untrusted;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
			"publisher | cannot be kept and served again", "rawFlux | does not say what the answer is",
			"fluxOfObjects | does not say what the answer is", "fluxOfAnything | does not say what the answer is",
			"fluxOfNothing | returns nothing", "fluxOfAnswers | elements of a Flux are the parts of one answer",
			"fluxOfOptionals | elements of a Flux are the parts of one answer",
			"fluxOfFluxes | cannot be kept and served again", "fluxOfBytes | has no value equality",
			"monoOfFlux | cannot be kept and served again", "stream | cannot be kept and served again",
			"intStream | cannot be kept and served again", "inputStream | cannot be kept and served again",
			"optionalFuture | cannot be kept and served again", "future | cannot be kept and served again",
			"futureOfMono | cannot be kept and served again", "listOfStreams | cannot be kept and served again",
			"recordOfStream | cannot be kept and served again", "rawAnswer | does not say what the answer is",
			"anyAnswer | does not say what the answer is", "object | does not say what the answer is",
			"rawMono | does not say what the answer is", "typeVariable | does not say what the answer is",
			"iterator | does not say of which class", "reader | does not say of which class",
			"callable | does not say of which class", "supplier | does not say of which class",
			"array | has no value equality", "bytes | has no value equality", "plain | has no value equality",
			"sealed | does not say of which class", "number | does not say of which class",
			"atomic | has no value equality",
			"recordOfArray | contains java.lang.String[], which has no value equality",
			"recordOfPlain | Plain, which has no value equality", "listOfPlain | has no value equality",
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
	@ValueSource(strings = { "com.anthropic.models.messages.ContentBlock",
			"org.springframework.ai.chat.model.Generated", "dev.langchain4j.model.chat.response.Generated" })
	void typesOfClientLibrariesThatHaveNoCodecAreRefused(String type, @TempDir Path directory) {
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
		assertThat(refusal.getAction()).contains("Return ClaudeAnswer<String>")
			.contains("Message or Flux<RawMessageStreamEvent> of the Anthropic SDK")
			.contains("ChatResponse or Flux<ChatResponse> of Spring AI")
			.contains("ChatResponse of LangChain4j");
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

}
