package io.github.claudecache.aop;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A tag expression that cannot work stops the start-up. Each of these was accepted by
 * plain SpEL, which evaluated it to a null, to a text that is no tag, or to a side
 * effect.
 */
class TagExpressionRefusalTests {

	@Test
	void aMisspeltVariableNamesTheClassTheMethodTheExpressionAndTheVariablesThereAre() {
		ClaudeCacheConfigurationException refusal = Application.refusalOf(Misspelt.class);
		assertThat(refusal.getDescription()).contains(Misspelt.class.getName() + ".answer(String, Policy)")
			.contains("'policy:' + #polcy.topic")
			.contains("there is no #polcy")
			.contains("#question, #policy");
		assertThat(refusal.getAction()).contains("Correct the expression");
	}

	@Test
	void aMisspeltVariableOfAnInvalidationIsRefusedToo() {
		ClaudeCacheConfigurationException refusal = Application.refusalOf(MisspeltInvalidation.class);
		assertThat(refusal.getDescription()).contains(MisspeltInvalidation.class.getName() + ".publish(Policy)")
			.contains("there is no #polcy")
			.contains("#policy, #result");
	}

	@Test
	void aClassWithoutParameterNamesIsToldToKeepThem(@TempDir Path directory) {
		Class<?> nameless = CompiledClass.of(directory, "nameless.Desk",
				"""
						package nameless;
						import io.github.claudecache.annotation.*;
						import io.github.claudecache.answer.ClaudeAnswer;
						public class Desk {
							@ClaudeCached(name = "faq", volatility = "reference", tags = "'topic:' + #topic")
							public ClaudeAnswer<String> answer(@CacheMessage String question, @CacheFactor("topic") String topic) {
								return ClaudeAnswer.complete(question);
							}
						}
						""");
		ClaudeCacheConfigurationException refusal = Application
			.refusalOf(Application.with(nameless).withClassLoader(nameless.getClassLoader()));
		assertThat(refusal.getDescription()).contains("nameless.Desk.answer(String, String)").contains("no names");
		assertThat(refusal.getAction()).contains("-parameters");
	}

	@Test
	void aClassWithoutParameterNamesCannotHaveAnUnnamedFactor(@TempDir Path directory) {
		Class<?> nameless = CompiledClass.of(directory, "nameless.Desk", """
				package nameless;
				import io.github.claudecache.annotation.*;
				import io.github.claudecache.answer.ClaudeAnswer;
				public class Desk {
					@ClaudeCached(name = "faq", volatility = "reference")
					public ClaudeAnswer<String> answer(@CacheMessage String question, String topic) {
						return ClaudeAnswer.complete(question);
					}
				}
				""");
		ClaudeCacheConfigurationException refusal = Application
			.refusalOf(Application.with(nameless).withClassLoader(nameless.getClassLoader()));
		assertThat(refusal.getDescription()).contains("nameless.Desk.answer(String, String)").contains("no names");
		assertThat(refusal.getAction()).contains("-parameters").contains("@CacheFactor");
	}

	@Test
	void aClassWithoutParameterNamesWorksWhenEachFactorIsNamed(@TempDir Path directory) throws Exception {
		Class<?> nameless = CompiledClass.of(directory, "nameless.Desk",
				"""
						package nameless;
						import io.github.claudecache.annotation.*;
						import io.github.claudecache.answer.ClaudeAnswer;
						public class Desk {
							@ClaudeCached(name = "faq", volatility = "reference", tags = "'all'")
							public ClaudeAnswer<String> answer(@CacheMessage String question, @CacheFactor("topic") String topic) {
								return ClaudeAnswer.complete(question + topic);
							}
							@ClaudeCacheInvalidate(tags = "'all'")
							public void publish(String text) {
							}
						}
						""");
		Method answer = nameless.getMethod("answer", String.class, String.class);
		Application.with(nameless).withClassLoader(nameless.getClassLoader()).run((context) -> {
			Object desk = context.getBean(nameless);
			answer.invoke(desk, "q", "t");
			ClaudeAnswer<?> again = (ClaudeAnswer<?>) answer.invoke(desk, "q", "t");
			assertThat(again.provenance().hit()).isTrue();
			nameless.getMethod("publish", String.class).invoke(desk, "x");
			assertThat(((ClaudeAnswer<?>) answer.invoke(desk, "q", "t")).provenance().hit()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "T(java.lang.Runtime).getRuntime().exec('true').toString()", "T(java.lang.System)",
			"new java.lang.String('a')", "new java.io.File('a').name", "#question.concat('a')",
			"#texts.add('a') ? 'a' : 'b'", "#policy.topic = 'evil'", "#question = 'evil'", "@environment.name",
			"&environment", "#root", "#this", "question", "#map['key']", "#texts[0]", "#question?.toString()",
			"#question.toString", "#policy.getTopic()", "#question ?: 'a'", "#question matches '(a+)+'", "#number++",
			"{a: 'b'}", "#texts.?[#this == 'a']", "null", "'a' + null" })
	void whateverIsMoreThanReadingAPropertyIsRefused(String expression) {
		assertRefused(expression, "cannot be used");
	}

	@ParameterizedTest
	@ValueSource(strings = { "#queue.poll", "#queue.remove", "#texts.iterator", "#question.strip", "#optional.get",
			"#policy.sideEffect", "#builder.reverse", "#policy.hidden" })
	void aMethodThatIsNoGetterIsNotAProperty(String expression) {
		assertRefused(expression, "has no property");
	}

	@ParameterizedTest
	@ValueSource(strings = { "#question.class.name", "#policy.class.classLoader.name" })
	void theClassOfAnObjectIsNotAProperty(String expression) {
		assertRefused(expression, "has no property 'class'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', commentCharacter = '%',
			value = { "#policy.topc | has no property 'topc'", "#policy.number | instead of a text",
					"#number | instead of a text", "#texts.![length] | has no property 'length'",
					"'doc:' + #texts | cannot be part of a text", "#texts + ':doc' | cannot be part of a text",
					"'doc:' + #policies.![topic] | cannot be part of a text",
					"'doc:' + #policy | cannot be part of a text", "'doc:' + #optional | cannot be part of a text",
					"'doc:' + #map | cannot be part of a text", "'doc:' + #bytes | cannot be part of a text",
					"'doc:' + #anything | cannot be part of a text", "#numbers | instead of a text",
					"#bytes | instead of a text", "#optional | instead of a text", "#anything | instead of a text",
					"{#question, #number} | is not a text", "{{'a'}} | is not a text",
					"#number + 1 | instead of a text", "1 + 2 | instead of a text", "'a' == 'b' | instead of a text",
					"#flag | instead of a text", "#question ? 'a' : 'b' | is not a truth value",
					"#flag ? #question : #texts | different types", "#flag ? #texts : #numbers | different types",
					"#flag + #number | neither is a text", "#flag + #flag | neither is a text" })
	void anExpressionThatCannotGiveATagIsRefusedForItsType(String expression, String reason) {
		assertRefused(expression, reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "'unclosed", "#", "#question +", "'a' 'b'", ")", "#question.", "doc:#{#question}",
			"#{#question}" })
	void whatIsNotSpelIsRefused(String expression) {
		assertRefused(expression, expression.strip());
	}

	@Test
	void anExpressionAboveTheLimitOfSpelIsRefusedAndNotPrintedInFull() {
		String expression = "'" + "a".repeat(9_999) + "'";
		ClaudeCacheConfigurationException refusal = assertRefused(expression, "10,000' characters");
		assertThat(refusal.getDescription()).hasSizeLessThan(1_000);
	}

	@Test
	void anExpressionThatIsNestedTooDeeplyIsRefused() {
		assertRefused("(".repeat(4_900) + "'a'" + ")".repeat(4_900), "nested too deeply");
	}

	@Test
	void aParameterNamedResultWouldHideTheResultOfAnInvalidation() {
		ClaudeCacheConfigurationException refusal = Application.refusalOf(ParameterNamedResult.class);
		assertThat(refusal.getDescription()).contains(ParameterNamedResult.class.getName() + ".publish(Policy)")
			.contains("'result'");
		assertThat(refusal.getAction()).contains("Rename the parameter");
	}

	private static ClaudeCacheConfigurationException assertRefused(String expression, String reason) {
		ClaudeCacheConfigurationException refusal = refusal(expression);
		String shown = expression.substring(0, Math.min(expression.length(), 20));
		assertThat(refusal.getDescription()).contains(Everything.class.getName() + ".answer(")
			.contains(shown)
			.contains(reason);
		assertThat(refusal.getAction()).contains("Correct the expression");
		return refusal;
	}

	private static ClaudeCacheConfigurationException refusal(String expression) {
		Method method = Arrays.stream(Everything.class.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals("answer"))
			.findFirst()
			.orElseThrow();
		MethodSite site = new MethodSite(method, Everything.class);
		Map<String, ResolvableType> variables = new Parameters(site, ClaudeCached.class).variablesOf("#");
		ClaudeCacheConfigurationException[] refusal = new ClaudeCacheConfigurationException[1];
		assertThatExceptionOfType(ClaudeCacheConfigurationException.class)
			.isThrownBy(() -> TagExpression.compile(expression, variables, site))
			.satisfies((ex) -> refusal[0] = ex);
		return refusal[0];
	}

	record Policy(String topic, int number) {

		String sideEffect() {
			throw new AssertionError();
		}

		private String getHidden() {
			throw new AssertionError();
		}

	}

	static class Misspelt {

		@ClaudeCached(name = "faq", volatility = "reference", tags = { "'a'", "'policy:' + #polcy.topic" })
		ClaudeAnswer<String> answer(@CacheMessage String question, Policy policy) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class MisspeltInvalidation {

		@ClaudeCacheInvalidate(tags = "'policy:' + #polcy.topic")
		Policy publish(Policy policy) {
			return policy;
		}

	}

	static class ParameterNamedResult {

		@ClaudeCacheInvalidate(tags = "#result.topic")
		Policy publish(Policy result) {
			return result;
		}

	}

	static class Everything {

		void answer(String question, Policy policy, List<String> texts, List<Policy> policies, List<Integer> numbers,
				Map<String, String> map, Optional<String> optional, byte[] bytes, int number, boolean flag,
				Queue<String> queue, Object anything, @CacheIgnore StringBuilder builder) {
		}

	}

}
