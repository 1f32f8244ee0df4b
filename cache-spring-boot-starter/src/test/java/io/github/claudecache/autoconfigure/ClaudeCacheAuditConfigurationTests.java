package io.github.claudecache.autoconfigure;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.actuate.CacheReport;
import io.github.claudecache.actuate.ClaudeCacheEndpoint;
import io.github.claudecache.actuate.ClaudeCacheExplainEndpoint;
import io.github.claudecache.actuate.ClaudeCacheHealthIndicator;
import io.github.claudecache.actuate.ClaudeCacheVerdictsEndpoint;
import io.github.claudecache.actuate.ExplainReport;
import io.github.claudecache.actuate.VerdictsReport;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.audit.AnswerComparer;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.audit.WrongRate;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.semantic.WordVectors;
import io.github.claudecache.verifier.ClaudeComparer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The audit in an application: what is repeated, what is shown, and what closes.
 */
class ClaudeCacheAuditConfigurationTests {

	private static final String ASKED = "How do I renew a library card?";

	private static final String OTHER = "Please, how do I renew a library card?";

	private final Events events = new Events();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
				ClaudeCacheSemanticAutoConfiguration.class, ClaudeCacheEndpointAutoConfiguration.class,
				ClaudeCacheHealthContributorAutoConfiguration.class, ClaudeCacheMetricsAutoConfiguration.class))
		.withUserConfiguration(Cached.class)
		.withBean(EmbeddingProvider.class, WordVectors::new)
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(Desk.class)
		.withBean(ClaudeCacheListener.class, () -> this.events)
		.withPropertyValues("claude.cache.semantic.self-test=false", "claude.cache.audit.exact-rate=1",
				"claude.cache.audit.semantic-rate=1", "claude.cache.audit.per-minute=10000",
				"claude.cache.audit.at-a-time=1", "management.endpoints.web.exposure.include=*",
				"management.endpoints.jmx.exposure.include=*");

	@Test
	void aRepeatableMethodIsAskedAgainAndAnyOtherIsNot() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.once(ASKED);
			desk.once(ASKED);
			desk.repeated(ASKED);
			assertThat(desk.repeated(ASKED).value()).isEqualTo("answer to " + ASKED);
			Eventually.holds("the verdict is told", () -> this.events.verdicts().size() == 1);
			desk.future(ASKED).join();
			assertThat(desk.future(ASKED).join().provenance().outcome()).isEqualTo(Outcome.EXACT);
			Eventually.holds("the verdict is told", () -> this.events.verdicts().size() == 2);

			assertThat(this.events.verdicts()).containsOnly(AuditVerdict.SAME);
			// Each method was called by a caller, and two of them by the audit.
			assertThat(desk.calls()).isEqualTo(5);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Eventually.holds("the tokens are counted",
					() -> registry.get("claude.cache.audit.tokens").tag("kind", "input").counters().size() == 2);
		});
	}

	@Test
	void aRepeatableMonoIsAskedAgainWithTheContextOfItsCaller() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			Mono<ClaudeAnswer<String>> answer = desk.mono(ASKED).contextWrite(Context.of("caller", "ada"));
			answer.block();
			assertThat(answer.block().provenance().outcome()).isEqualTo(Outcome.EXACT);
			Eventually.holds("the verdict is told", () -> this.events.verdicts().size() == 1);
			assertThat(this.events.verdicts()).containsOnly(AuditVerdict.SAME);
			assertThat(desk.calls()).isEqualTo(2);
			assertThat(desk.callers()).containsExactly("ada", "ada");
		});
	}

	@Test
	void aRepeatableFluxIsAskedAgainAndWhereItIsCutIsNoDifference() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			Flux<String> answer = desk.flux(ASKED).contextWrite(Context.of("caller", "ada"));
			List<String> first = answer.collectList().block();
			assertThat(answer.collectList().block()).isEqualTo(first);
			Eventually.holds("the verdict is told", () -> this.events.verdicts().size() == 1);
			assertThat(this.events.verdicts()).containsOnly(AuditVerdict.SAME);
			assertThat(desk.callers()).containsExactly("ada", "ada");

			desk.says("something else");
			assertThat(answer.collectList().block()).isEqualTo(first);
			Eventually.holds("the verdict is told", () -> this.events.verdicts().size() == 2);
			assertThat(this.events.verdicts()).containsOnlyOnce(AuditVerdict.SAME);
		});
	}

	@Test
	void aModelIsAskedAboutAnswersOnlyWhereItIsConfigured() {
		this.runner.withPropertyValues("claude.cache.audit.judge.enabled=true", "claude.cache.audit.judge.api-key=key")
			.run((context) -> assertThat(context.getBean(AnswerComparer.class)).isInstanceOf(ClaudeComparer.class));
		this.runner.withPropertyValues("claude.cache.audit.judge.enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("claude.cache.audit.judge.api-key")
				.hasMessageContaining("has no key"));
		this.runner
			.run((context) -> assertThat(context.getBean(AnswerComparer.class)).isNotInstanceOf(ClaudeComparer.class));
	}

	@Test
	void decisionsAboutOtherWordingsAreShownWithoutText() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.repeated(ASKED);
			desk.repeated(OTHER);
			desk.repeated("How do I not renew a library card?");
			ClaudeCacheVerdictsEndpoint endpoint = context.getBean(ClaudeCacheVerdictsEndpoint.class);
			VerdictsReport report = endpoint.verdicts("faq");
			assertThat(report).isNotNull();
			assertThat(report.caches()).containsOnlyKeys("faq");
			assertThat(report.caches().get("faq")).hasSize(2);
			assertThat(report.caches().get("faq").get(0).candidates().get(0).refusedBy()).isEqualTo("negation");
			assertThat(report.caches().get("faq").get(1).candidates().get(0).served()).isTrue();
			assertThat(report.toString()).doesNotContain("renew").doesNotContain("library");
			assertThat(endpoint.verdicts("unknown")).isNull();
			assertThat(endpoint.verdicts(null).caches()).containsKeys("faq", "once", "later");
		});
	}

	@Test
	void aQuestionCanBeExplainedWithoutAskingIt() {
		this.runner.run((context) -> {
			context.getBean(Desk.class).repeated(ASKED);
			ClaudeCacheExplainEndpoint endpoint = context.getBean(ClaudeCacheExplainEndpoint.class);
			ExplainReport.Scope same = endpoint.explain("faq", null, OTHER).scopes().get(0);
			assertThat(same.served()).isEqualTo(same.candidates().get(0).entry());
			ExplainReport opposite = endpoint.explain("faq", null, "How do I not renew a library card?");
			assertThat(opposite.scopes().get(0).served()).isNull();
			assertThat(opposite.scopes().get(0).candidates().get(0).guards())
				.anySatisfy((guard) -> assertThat(guard.guard()).isEqualTo("negation"));
			assertThat(opposite.toString()).doesNotContain("renew").doesNotContain("library");
			assertThat(endpoint.explain("faq", "globex", OTHER).scopes()).isEmpty();
			assertThat(endpoint.explain("unknown", null, OTHER)).isNull();
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> endpoint.explain("faq", null, " "));
			assertThat(report(context, "faq").figures().lookups()).as("nothing was looked up for it").isEqualTo(1);
		});
		this.runner.withPropertyValues("management.endpoint.claudecacheexplain.show-values=always").run((context) -> {
			context.getBean(Desk.class).repeated(ASKED);
			assertThat(context.getBean(ClaudeCacheExplainEndpoint.class).explain("faq", null, OTHER).toString())
				.contains(ASKED);
		});
	}

	@Test
	void theCallerGetsTheServedAnswerWhateverTheAuditGets() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.repeated(ASKED);
			desk.says("another answer");
			for (int i = 0; i < 50; i++) {
				assertThat(desk.repeated(ASKED).value()).isEqualTo("answer to " + ASKED);
			}
		});
	}

	@Test
	void wrongAnswersToOtherWordingsCloseTheTierAndTheEndpointOpensItAgain() {
		this.runner
			.withBean(AnswerComparer.class,
					() -> (answers) -> CompletableFuture.completedFuture(AuditVerdict.DIFFERENT))
			.run((context) -> {
				Desk desk = context.getBean(Desk.class);
				desk.repeated(ASKED);
				for (int i = 1; i <= WrongRate.LEAST; i++) {
					int told = i;
					assertThat(desk.repeated(OTHER).provenance().outcome()).as("hit %d", i).isEqualTo(Outcome.SEMANTIC);
					Eventually.holds("a verdict is told", () -> this.events.verdicts().size() == told);
				}
				Eventually.holds("the tier is closed", () -> context.getBean(HitAudit.class).closed("faq") != null);
				assertThat(health(context)).contains("degraded").contains("cache 'faq'").contains("error budget");
				assertThat(report(context, "faq").audit().budget()).isEqualTo("closed");
				assertThat(report(context, "faq").audit().semantic().different()).isEqualTo(WrongRate.LEAST);
				assertThat(desk.repeated(OTHER).provenance().outcome()).isEqualTo(Outcome.MISS);

				CacheReport reopened = context.getBean(ClaudeCacheEndpoint.class).reopen("faq");
				assertThat(reopened).isNotNull();
				assertThat(reopened.audit().budget()).isEqualTo("open");
				assertThat(health(context)).contains("serving");
				assertThat(context.getBean(ClaudeCacheEndpoint.class).reopen("unknown")).isNull();
			});
	}

	@Test
	void aCacheHasItsOwnRates() {
		this.runner.withPropertyValues("claude.cache.caches.faq.audit.exact-rate=0").run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.repeated(ASKED);
			desk.repeated(ASKED);
			desk.future(ASKED).join();
			desk.future(ASKED).join();
			Eventually.holds("a verdict is told", () -> this.events.verdicts().size() == 1);
			assertThat(report(context, "faq").audit().exact().same()).isZero();
			assertThat(report(context, "later").audit().exact().same()).isEqualTo(1);
		});
	}

	@Test
	void aCacheInShadowModeServesNobodyAndIsMeasured() {
		this.runner.withPropertyValues("claude.cache.caches.once.mode=shadow").run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.once(ASKED);
			desk.says("another answer");
			assertThat(desk.once(ASKED).value()).isEqualTo("another answer");
			assertThat(desk.calls()).isEqualTo(2);
			Eventually.holds("a verdict is told", () -> this.events.verdicts().size() == 1);
			assertThat(report(context, "once").mode()).isEqualTo("shadow");
			assertThat(report(context, "once").audit().exact().served()).isEqualTo(1);
		});
	}

	@Test
	void aCacheInShadowModeNeedsTheAudit() {
		this.runner.withPropertyValues("claude.cache.audit.enabled=false", "claude.cache.caches.once.mode=shadow")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("claude.cache.caches.once.mode")
				.hasMessageContaining("claude.cache.audit.enabled=true"));
	}

	@Test
	void itCanBeTurnedOff() {
		this.runner.withPropertyValues("claude.cache.audit.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(Auditor.class);
			Desk desk = context.getBean(Desk.class);
			desk.repeated(ASKED);
			desk.repeated(ASKED);
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(report(context, "faq").audit()).isNull();
		});
	}

	@Test
	void anAuditOfTheApplicationTakesItsPlace() {
		this.runner.withBean(HitAudit.class, () -> HitAudit.NONE)
			.run((context) -> assertThat(context).doesNotHaveBean(Auditor.class));
	}

	@Test
	void itsThreadsDoNotTakeThePlaceOfTheApplicationsExecutor() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(Executor.class));
	}

	@Test
	void withoutAnEmbedderTextsAreComparedByEquality() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
			.withUserConfiguration(Cached.class)
			.run((context) -> assertThat(context).hasSingleBean(Auditor.class).hasSingleBean(AnswerComparer.class));
	}

	private static CacheReport report(ApplicationContext context, String cache) {
		CacheReport report = context.getBean(ClaudeCacheEndpoint.class).cache(cache);
		assertThat(report).isNotNull();
		return report;
	}

	private static String health(ApplicationContext context) {
		return context.getBean(ClaudeCacheHealthIndicator.class).health().getDetails().toString();
	}

	/**
	 * Keeps verdicts.
	 */
	private static final class Events implements ClaudeCacheListener {

		private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

		@Override
		public void onEvent(CacheEvent event) {
			this.events.add(event);
		}

		List<AuditVerdict> verdicts() {
			return this.events.stream()
				.filter(CacheEvent.Audited.class::isInstance)
				.map((event) -> ((CacheEvent.Audited) event).verdict())
				.toList();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Cached {

	}

	static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		private final List<String> callers = new CopyOnWriteArrayList<>();

		private volatile @Nullable String answer;

		List<String> callers() {
			return this.callers;
		}

		@ClaudeCached(name = "faq", volatility = "reference", semantic = Semantic.GUARDED, repeatable = true)
		ClaudeAnswer<String> repeated(@CacheMessage String question) {
			return answer(question);
		}

		@ClaudeCached(name = "later", volatility = "reference", repeatable = true)
		CompletableFuture<ClaudeAnswer<String>> future(@CacheMessage String question) {
			return CompletableFuture.completedFuture(answer(question));
		}

		@ClaudeCached(name = "reactive", volatility = "reference", repeatable = true)
		Mono<ClaudeAnswer<String>> mono(@CacheMessage String question) {
			return Mono.deferContextual((context) -> {
				this.callers.add(context.get("caller"));
				return Mono.just(answer(question));
			});
		}

		// Cut elsewhere at every call.
		@ClaudeCached(name = "stream", volatility = "reference", repeatable = true, trust = true)
		Flux<String> flux(@CacheMessage String question) {
			return Flux.deferContextual((context) -> {
				this.callers.add(context.get("caller"));
				String text = answer(question).value();
				int cut = this.calls.get();
				return Flux.just(text.substring(0, cut), text.substring(cut));
			});
		}

		@ClaudeCached(name = "once", volatility = "reference")
		ClaudeAnswer<String> once(@CacheMessage String question) {
			return answer(question);
		}

		// A proxy has fields of its own.
		int calls() {
			return this.calls.get();
		}

		void says(String text) {
			this.answer = text;
		}

		private ClaudeAnswer<String> answer(String question) {
			this.calls.incrementAndGet();
			String given = this.answer;
			return ClaudeAnswer.of((given != null) ? given : "answer to " + question, StopReason.END_TURN,
					"claude-sonnet-5", Usage.of(100, 10));
		}

	}

}
