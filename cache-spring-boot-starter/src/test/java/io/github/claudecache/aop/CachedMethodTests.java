package io.github.claudecache.aop;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.annotation.CacheDocuments;
import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.DocumentRef;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotated methods of a bean, called through its proxy.
 */
class CachedMethodTests {

	private static final List<DocumentRef> RETURNS_1 = List.of(new DocumentRef("returns", "1"));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
		.withUserConfiguration(Application.class);

	@Test
	void theSameQuestionIsAMissThenAnExactHit() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			Provenance first = provenance(desk.answer("Can I?", RETURNS_1, "returns", Locale.ENGLISH, "r1"));
			Provenance second = provenance(desk.answer("Can I?", RETURNS_1, "returns", Locale.ENGLISH, "r2"));
			assertThat(first.outcome()).isEqualTo(Outcome.MISS);
			assertThat(first.reason()).isEqualTo(MissReason.NOT_FOUND);
			assertThat(second.outcome()).isEqualTo(Outcome.EXACT);
			assertThat(second.tags()).extracting(Object::toString)
				.contains("policy:returns", "doc:returns", "cache:faq");
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	@Test
	void everyParameterButTheIgnoredOneIsInTheKey() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.answer("Can I?", RETURNS_1, "returns", Locale.ENGLISH, "r");
			desk.answer("May I?", RETURNS_1, "returns", Locale.ENGLISH, "r");
			desk.answer("Can I?", List.of(new DocumentRef("returns", "2")), "returns", Locale.ENGLISH, "r");
			desk.answer("Can I?", RETURNS_1, "other", Locale.ENGLISH, "r");
			desk.answer("Can I?", RETURNS_1, "returns", Locale.GERMAN, "r");
			assertThat(desk.calls()).isEqualTo(5);
		});
	}

	@Test
	void anInvalidatedTagIsAMiss() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.answer("Can I?", RETURNS_1, "returns", Locale.ENGLISH, "r");
			desk.publish(new Policy("returns", 2));
			Provenance after = provenance(desk.answer("Can I?", RETURNS_1, "returns", Locale.ENGLISH, "r"));
			assertThat(after.reason()).isIn(MissReason.INVALIDATED, MissReason.NOT_FOUND);
			assertThat(desk.calls()).isEqualTo(2);
		});
	}

	@Test
	void recordsTextsOptionalsFuturesAndMonosAreServedAsTheirDeclaredType() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThat(desk.record("q")).isEqualTo(desk.record("q")).isEqualTo(new Policy("q", 1));
			assertThat(desk.text("q")).isEqualTo(desk.text("q")).isEqualTo("text 2");
			assertThat(desk.optional("q")).isEqualTo(desk.optional("q")).contains("optional 3");
			assertThat(desk.future("q").join().value()).isEqualTo(desk.future("q").join().value())
				.isEqualTo("future 4");
			Mono<ClaudeAnswer<List<Policy>>> mono = desk.mono("q", "acme");
			assertThat(desk.calls()).isEqualTo(4);
			assertThat(mono.block().value()).isEqualTo(List.of(new Policy("mono", 5)));
			ClaudeAnswer<List<Policy>> again = mono.block();
			assertThat(again.value()).isEqualTo(List.of(new Policy("mono", 5)));
			assertThat(provenance(again).outcome()).isEqualTo(Outcome.EXACT);
		});
	}

	private static Provenance provenance(ClaudeAnswer<?> answer) {
		return answer.provenance();
	}

	record Policy(String topic, int version) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Application {

		@Bean
		Desk desk() {
			return new Desk();
		}

	}

	static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		int calls() {
			return this.calls.get();
		}

		@ClaudeCached(name = "faq", volatility = "reference", tags = "'policy:' + #topic")
		ClaudeAnswer<String> answer(@CacheMessage String question, @CacheDocuments List<DocumentRef> documents,
				String topic, Locale locale, @CacheIgnore String requestId) {
			return ClaudeAnswer.of("answer " + this.calls.incrementAndGet(), StopReason.END_TURN, "m", Usage.of(1, 2));
		}

		@ClaudeCacheInvalidate(tags = "'policy:' + #policy.topic")
		void publish(Policy policy) {
		}

		@ClaudeCached(name = "record", volatility = "reference", trust = true)
		Policy record(String topic) {
			return new Policy(topic, this.calls.incrementAndGet());
		}

		@ClaudeCached(name = "text", volatility = "reference", trust = true)
		String text(String topic) {
			return "text " + this.calls.incrementAndGet();
		}

		@ClaudeCached(name = "optional", volatility = "reference", trust = true)
		Optional<String> optional(String topic) {
			return Optional.of("optional " + this.calls.incrementAndGet());
		}

		@ClaudeCached(name = "future", volatility = "reference")
		CompletableFuture<ClaudeAnswer<String>> future(String topic) {
			return CompletableFuture.completedFuture(ClaudeAnswer.complete("future " + this.calls.incrementAndGet()));
		}

		@ClaudeCached(name = "mono", volatility = "reference")
		Mono<ClaudeAnswer<List<Policy>>> mono(String topic, @CacheTenant String tenant) {
			return Mono.just(ClaudeAnswer.complete(List.of(new Policy("mono", this.calls.incrementAndGet()))));
		}

	}

}
