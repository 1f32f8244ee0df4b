package io.github.claudecache.aop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTag;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.testsupport.EventLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tag expressions give at run time. Whatever keeps a tag from being made means that
 * Claude is asked, nothing is kept, and the reason is counted.
 */
class TagExpressionTests {

	private static final Policy RETURNS = new Policy("returns", true, Kind.PUBLIC);

	@Test
	void literalsPropertiesProjectionsSumsAndConditionsGiveTags() {
		run((context, desk) -> {
			Provenance provenance = desk
				.tags("q", RETURNS, List.of(RETURNS, new Policy("shipping", false, Kind.INTERNAL)), List.of("a", "b"),
						new String[] { "x", "y" }, 4, new UUID(1, 2), new Bean())
				.provenance();
			assertThat(provenance.tags()).extracting(Tag::value)
				.contains("plain", "policy:returns", "kind:PUBLIC", "number:7", "open", "all:returns", "all:shipping",
						"text:a", "text:b", "item:x", "item:y", "a", "b", "listed", "q",
						"id:00000000-0000-0001-0000-000000000002", "bean:property");
		});
	}

	@Test
	void anEmptyCollectionGivesNoTag() {
		run((context, desk) -> {
			assertThat(desk.collection("q", List.of()).provenance().tags()).extracting(Tag::value)
				.containsExactlyInAnyOrder("cache:collection",
						"entry:" + desk.collection("q", List.of()).provenance().fingerprint().value());
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	@Test
	void aNullVariableIsNotTheTextNull() {
		run((context, desk) -> assertBypassed(context, desk, () -> desk.variable("q", null),
				BypassReason.FACTOR_MISSING));
	}

	@Test
	void aNullPropertyIsNotTheTextNull() {
		run((context, desk) -> assertBypassed(context, desk,
				() -> desk.property("q", new Policy(null, true, Kind.PUBLIC)), BypassReason.FACTOR_MISSING));
	}

	@Test
	void aNullInAConditionIsNotFalse() {
		run((context, desk) -> assertBypassed(context, desk,
				() -> desk.condition("q", new Policy("t", null, Kind.PUBLIC)), BypassReason.FACTOR_MISSING));
	}

	@Test
	void aNullItemIsNotTheTextNull() {
		run((context, desk) -> {
			assertBypassed(context, desk, () -> desk.collection("q", Arrays.asList("a", null)),
					BypassReason.FACTOR_MISSING);
			assertBypassed(context, desk, () -> desk.projection("q", Arrays.asList("a", null)),
					BypassReason.FACTOR_MISSING);
			assertBypassed(context, desk, () -> desk.cacheTag("q", Arrays.asList("a", null)),
					BypassReason.FACTOR_MISSING);
		});
	}

	@Test
	void anExpressionThatThrowsCostsAHitAndNothingElse() {
		run((context, desk) -> {
			assertBypassed(context, desk, () -> desk.failing("q", new Failing(new IllegalStateException())),
					BypassReason.KEY_FAILED);
			assertBypassed(context, desk, () -> desk.failing("q", new Failing(new NoClassDefFoundError())),
					BypassReason.KEY_FAILED);
			assertBypassed(context, desk, () -> desk.failing("q", new Failing(new StackOverflowError())),
					BypassReason.KEY_FAILED);
			assertBypassed(context, desk, () -> desk.failing("q", new Failing(new AssertionError())),
					BypassReason.KEY_FAILED);
		});
	}

	@Test
	void aTextThatIsNoTagCostsAHitAndNothingElse() {
		run((context, desk) -> {
			for (String text : List.of("", " ", "a,b", "a\nb", " a", "x".repeat(300), "\ud800", "a\u202eb")) {
				assertBypassed(context, desk, () -> desk.collection("q", List.of(text)), BypassReason.KEY_FAILED);
			}
		});
	}

	@Test
	void aCommaCannotMakeTwoTagsOfOneText() {
		run((context, desk) -> assertBypassed(context, desk, () -> desk.variable("q", "returns,shipping"),
				BypassReason.KEY_FAILED));
	}

	@Test
	void moreTagsThanAnEntryMayHaveCostAHitAndNothingElse() {
		run((context, desk) -> {
			List<String> many = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				many.add("tag" + i);
			}
			assertBypassed(context, desk, () -> desk.collection("q", many), BypassReason.TOO_MANY_TAGS);
		});
	}

	@Test
	void textThatLooksLikeAnExpressionStaysText() {
		run((context, desk) -> {
			List<String> hostile = List.of("T(java.lang.System).exit(1)", "#{T(java.lang.System).exit(1)}",
					"${user.home}", "' + T(java.lang.System).exit(1) + '", "#question", "new java.io.File('x')");
			for (String text : hostile) {
				Provenance provenance = desk.variable(text, text).provenance();
				assertThat(provenance.tags()).contains(new Tag("doc:" + text));
				assertThat(desk.variable(text, text).provenance().outcome()).isEqualTo(Outcome.EXACT);
			}
			assertThat(desk.calls()).isEqualTo(hostile.size());
		});
	}

	@Test
	void evaluationDoesNotChangeTheArguments() {
		run((context, desk) -> {
			List<String> texts = new ArrayList<>(List.of("a", "b"));
			desk.projection("q", texts);
			desk.collection("q", texts);
			assertThat(texts).containsExactly("a", "b");
		});
	}

	@Test
	void aTagParameterThatIsIgnoredIsATagButNotInTheKey() {
		run((context, desk) -> {
			Provenance first = desk.ignoredTag("q", "r1").provenance();
			Provenance second = desk.ignoredTag("q", "r2").provenance();
			assertThat(first.tags()).contains(new Tag("run:r1"));
			assertThat(second.outcome()).isEqualTo(Outcome.EXACT);
			assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
		});
	}

	private static void assertBypassed(AssertableApplicationContext context, Desk desk, Call call,
			BypassReason reason) {
		EventLog events = context.getBean(EventLog.class);
		events.clear();
		int before = desk.calls();
		for (int i = 0; i < 2; i++) {
			ClaudeAnswer<String> answer = call.call();
			assertThat(answer.value()).isEqualTo("answer " + (before + 1 + i));
			assertThat(answer.provenance().outcome()).isEqualTo(Outcome.BYPASS);
			assertThat(answer.provenance().reason()).isEqualTo(reason);
			assertThat(answer.provenance().refusal()).isEqualTo(RefusalReason.BYPASSED);
		}
		assertThat(events.events(CacheEvent.Bypassed.class)).extracting(CacheEvent.Bypassed::reason)
			.containsExactly(reason, reason);
		assertThat(events.stored()).isZero();
	}

	private static void run(Check check) {
		Application.with(Desk.class).run((context) -> check.check(context, context.getBean(Desk.class)));
	}

	interface Check {

		void check(AssertableApplicationContext context, Desk desk);

	}

	interface Call {

		ClaudeAnswer<String> call();

	}

	enum Kind {

		PUBLIC {

			@Override
			public String toString() {
				return "something else";
			}

		},

		INTERNAL

	}

	record Policy(@Nullable String topic, @Nullable Boolean open, Kind kind) {
	}

	static class Bean {

		public String getProperty() {
			return "property";
		}

	}

	record Failing(Throwable failure) {

		public String getText() throws Throwable {
			throw this.failure;
		}

	}

	static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		int calls() {
			return this.calls.get();
		}

		@ClaudeCached(name = "tags", volatility = "reference",
				tags = { "'plain'", "'policy:' + #policy.topic", "'kind:' + #policy.kind",
						"'number:' + (#number + 1 + 2L)", "#policy.open ? 'open' : 'closed'",
						"#policy.topic == 'returns' ? #question : 'other'", "#policies.!['all:' + topic]",
						"#texts.!['text:' + #this]", "#items.!['item:' + #this]", "#texts", "{'listed', #question}",
						"'id:' + #id", "'bean:' + #bean.property" })
		ClaudeAnswer<String> tags(String question, Policy policy, List<Policy> policies, List<String> texts,
				String[] items, int number, UUID id, @CacheIgnore Bean bean) {
			return next();
		}

		@ClaudeCached(name = "variable", volatility = "reference", tags = "'doc:' + #topic")
		ClaudeAnswer<String> variable(@CacheMessage String question, @CacheIgnore @Nullable String topic) {
			return next();
		}

		@ClaudeCached(name = "property", volatility = "reference", tags = "'doc:' + #policy.topic")
		ClaudeAnswer<String> property(@CacheMessage String question, Policy policy) {
			return next();
		}

		@ClaudeCached(name = "condition", volatility = "reference", tags = "#policy.open ? 'open' : 'closed'")
		ClaudeAnswer<String> condition(@CacheMessage String question, Policy policy) {
			return next();
		}

		@ClaudeCached(name = "collection", volatility = "reference", tags = "#texts")
		ClaudeAnswer<String> collection(@CacheMessage String question, @CacheIgnore List<String> texts) {
			return next();
		}

		@ClaudeCached(name = "projection", volatility = "reference", tags = "#texts.!['doc:' + #this]")
		ClaudeAnswer<String> projection(@CacheMessage String question, @CacheIgnore List<String> texts) {
			return next();
		}

		@ClaudeCached(name = "cache-tag", volatility = "reference")
		ClaudeAnswer<String> cacheTag(@CacheMessage String question, @CacheIgnore @CacheTag List<String> texts) {
			return next();
		}

		@ClaudeCached(name = "ignored-tag", volatility = "reference")
		ClaudeAnswer<String> ignoredTag(@CacheMessage String question,
				@CacheIgnore @CacheTag(prefix = "run:") String run) {
			return next();
		}

		@ClaudeCached(name = "failing", volatility = "reference", tags = "#failing.text")
		ClaudeAnswer<String> failing(@CacheMessage String question, @CacheIgnore Failing failing) {
			return next();
		}

		private ClaudeAnswer<String> next() {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

}
