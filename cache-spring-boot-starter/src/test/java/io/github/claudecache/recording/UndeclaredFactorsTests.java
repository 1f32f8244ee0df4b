package io.github.claudecache.recording;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.actuate.ClaudeCacheHealthIndicator;
import io.github.claudecache.annotation.CacheDocuments;
import io.github.claudecache.annotation.CacheFactor;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.autoconfigure.ClaudeCacheHealthContributorAutoConfiguration;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.testsupport.Eventually;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A method whose key forgot something is caught by name while its answers are served; one
 * whose key is complete never is. And the recorded stop reason decides what is kept.
 */
@ExtendWith(OutputCaptureExtension.class)
class UndeclaredFactorsTests {

	private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
				ClaudeCacheHealthContributorAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withBean(ClaudeCacheListener.class, () -> this.events::add)
		.withInitializer((context) -> ((GenericApplicationContext) context).registerBean(UndeclaredFactors.class,
				() -> new UndeclaredFactors(() -> context.getBean(ClaudeCache.class), this.events::add,
						InstantSource.system(), Duration.ofSeconds(2))))
		.withPropertyValues("claude.cache.audit.exact-rate=1", "claude.cache.audit.per-minute=10000",
				"claude.cache.audit.at-a-time=4");

	@ParameterizedTest
	@EnumSource(names = { "MODEL", "SYSTEM", "TOOLS", "DOCUMENTS", "MESSAGES" })
	void whatAKeyForgotIsCaughtByNameWhileTheOldAnswerIsServed(KeyFactor factor, CapturedOutput output) {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			SeenClient client = context.getBean(SeenClient.class);
			desk.forgetful("May I?");
			desk.forgetful("May I?");
			Eventually.holds("the audit has asked again", () -> audits() >= 1);
			assertThat(found()).isEmpty();
			change(client, factor);
			assertThat(desk.forgetful("May I?").provenance().outcome()).isEqualTo(Outcome.EXACT);
			Eventually.holds("it is found", () -> !found().isEmpty());

			assertThat(found()).containsExactly(new CacheEvent.UndeclaredFactor("forgetful", factor));
			ClaudeAnswer<String> now = desk.forgetful("May I?");
			assertThat(now.provenance().outcome()).isEqualTo(Outcome.BYPASS);
			assertThat(now.provenance().reason()).isEqualTo(BypassReason.UNDECLARED_FACTOR);
			assertThat(desk.forgetful("Another?").provenance().outcome()).isEqualTo(Outcome.BYPASS);
			assertThat(health(context)).contains("degraded").contains("forgetful").contains(factor.code());
			assertThat(output.getAll().lines().filter((line) -> line.contains("does not know what its method sends")))
				.hasSize(1);
			assertThat(desk.complete("May I?", "1", "You are a librarian.").provenance().outcome())
				.as("another cache goes on")
				.isEqualTo(Outcome.MISS);

			assertThat(context.getBean(UndeclaredFactors.class).clear("forgetful")).isTrue();
			assertThat(desk.forgetful("May I?").provenance().outcome()).isEqualTo(Outcome.EXACT);
			assertThat(health(context)).contains("serving");
		});
	}

	@Test
	void aMethodWhoseKeyIsCompleteIsNeverCaughtWhateverChanges() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			SeenClient client = context.getBean(SeenClient.class);
			ClaudeCache cache = context.getBean(ClaudeCache.class);
			for (int i = 0; i < 10_000; i++) {
				String version = String.valueOf(i / 1000);
				String system = "You are librarian " + i % 3 + ".";
				desk.complete("May I bring back  book " + i % 50 + ((i % 2 == 0) ? "?" : " ?"), version, system);
				if (i % 500 == 0) {
					// Not in the key, but announced: whatever was computed before is
					// void.
					client.tools = List.of("search", "tool" + i);
					cache.invalidate(TenantId.DEFAULT, "cache:complete");
				}
			}
			assertThat(audits()).isPositive();
			assertThat(found()).isEmpty();
		});
	}

	@Test
	void aChangeThatWasAnnouncedIsNoneWhoeverAnnouncesIt() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			SeenClient client = context.getBean(SeenClient.class);
			for (int i = 0; i < 50; i++) {
				client.document = "Version " + i;
				context.getBean(ClaudeCache.class).invalidate(TenantId.DEFAULT, "cache:forgetful");
				assertThat(desk.forgetful("May I?").provenance().outcome()).isEqualTo(Outcome.MISS);
				assertThat(desk.forgetful("May I?").provenance().outcome()).isEqualTo(Outcome.EXACT);
				int least = i + 1;
				Eventually.holds("the audit has asked again", () -> audits() >= least);
			}
			assertThat(found()).isEmpty();
		});
	}

	@Test
	void aCacheInShadowModeFindsItToo() {
		this.runner.withPropertyValues("claude.cache.caches.forgetful.mode=shadow").run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.forgetful("May I?");
			context.getBean(SeenClient.class).system = "You are a pirate.";
			ClaudeAnswer<String> answer = desk.forgetful("May I?");
			assertThat(answer.provenance().outcome()).isEqualTo(Outcome.MISS);
			Eventually.holds("it is found", () -> !found().isEmpty());
			assertThat(found()).containsExactly(new CacheEvent.UndeclaredFactor("forgetful", KeyFactor.SYSTEM));
		});
	}

	@Test
	void whatIsSentMustBeWhatTheConfigurationSaysIsSent() {
		this.runner
			.withPropertyValues("claude.cache.caches.forgetful.model=claude-haiku-4-5",
					"claude.cache.caches.forgetful.system-prompt=You are  a librarian.")
			.run((context) -> {
				Desk desk = context.getBean(Desk.class);
				SeenClient client = context.getBean(SeenClient.class);
				client.system = "Today is Friday.\nYou are a\nlibrarian. Be kind.";
				assertThat(desk.forgetful("May I?").provenance().refusal()).isNull();
				client.model = "claude-opus-4-5";
				assertThat(desk.forgetful("Another?").provenance().refusal())
					.isEqualTo(RefusalReason.UNDECLARED_FACTOR);
				assertThat(found()).containsExactly(new CacheEvent.UndeclaredFactor("forgetful", KeyFactor.MODEL));
			});
		this.events.clear();
		this.runner.withPropertyValues("claude.cache.caches.forgetful.system-prompt=You are a pirate.")
			.run((context) -> {
				assertThat(context.getBean(Desk.class).forgetful("May I?").provenance().refusal())
					.isEqualTo(RefusalReason.UNDECLARED_FACTOR);
				assertThat(found()).containsExactly(new CacheEvent.UndeclaredFactor("forgetful", KeyFactor.SYSTEM));
			});
	}

	@Test
	void theRecordedStopReasonDecidesWhatIsKeptOfAMethodThatHidesIt() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			SeenClient client = context.getBean(SeenClient.class);
			client.stopReason = StopReason.MAX_TOKENS;
			desk.text("May I?");
			desk.text("May I?");
			assertThat(client.calls).as("what is cut off is not kept").isEqualTo(2);
			client.stopReason = StopReason.END_TURN;
			desk.text("May I?");
			desk.text("May I?");
			assertThat(client.calls).isEqualTo(3);
			client.asks = false;
			desk.text("Unseen?");
			desk.text("Unseen?");
			assertThat(client.calls).as("nobody saw how it ended").isEqualTo(5);
		});
	}

	@Test
	void theRecordedStopReasonGoesBeforeTheMethodsOwn() {
		this.runner.run((context) -> {
			context.getBean(SeenClient.class).stopReason = StopReason.REFUSAL;
			assertThat(context.getBean(Desk.class).forgetful("May I?").provenance().refusal())
				.isEqualTo(RefusalReason.STOP_REASON);
		});
	}

	@Test
	void withoutAnAdapterAMethodThatHidesItNeedsItsDevelopersWord() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
			.withUserConfiguration(Cached.class)
			.withBean(TextDesk.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(ClaudeCacheConfigurationException.class)
				.hasMessageContaining("hides the stop reason"));
	}

	@Test
	void aRecordingIsHandedOverToOtherThreads() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			SeenClient client = context.getBean(SeenClient.class);
			client.stopReason = StopReason.REFUSAL;
			for (Consumer<String> ask : List.<Consumer<String>>of((question) -> desk.future(question).join(),
					(question) -> desk.handedOver(question).join(), (question) -> desk.mono(question).block())) {
				int before = client.calls;
				ask.accept("May I?");
				ask.accept("May I?");
				assertThat(client.calls - before).as("a refusal is not kept").isEqualTo(2);
			}
			client.stopReason = StopReason.END_TURN;
			for (Consumer<String> ask : List.<Consumer<String>>of((question) -> desk.future(question).join(),
					(question) -> desk.handedOver(question).join(), (question) -> desk.mono(question).block())) {
				int before = client.calls;
				ask.accept("May I?");
				ask.accept("May I?");
				assertThat(client.calls - before).isEqualTo(1);
			}
			assertThat(Recording.current()).as("nothing is left behind").isNull();
		});
	}

	private static void change(SeenClient client, KeyFactor factor) {
		switch (factor) {
			case MODEL -> client.model = "claude-opus-4-5";
			case SYSTEM -> client.system = "You are a pirate.";
			case TOOLS -> client.tools = List.of("search", "write");
			case DOCUMENTS -> client.document = "Version 2 of the rules.";
			default -> client.addition = " It is Friday.";
		}
	}

	private Set<CacheEvent> found() {
		return Set.copyOf(this.events.stream().filter(CacheEvent.UndeclaredFactor.class::isInstance).toList());
	}

	private long audits() {
		return this.events.stream().filter(CacheEvent.Audited.class::isInstance).count();
	}

	private static String health(ApplicationContext context) {
		return context.getBean(ClaudeCacheHealthIndicator.class).health().getDetails().toString();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Cached {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Application {

		@Bean
		SeenClient client() {
			return new SeenClient();
		}

		@Bean
		Desk desk(SeenClient client) {
			return new Desk(client);
		}

	}

	static class TextDesk {

		@ClaudeCached(name = "text", volatility = "static")
		String text(@CacheMessage String question) {
			return question;
		}

	}

	static class Desk {

		private static final Executor OTHER_THREADS = (
				task) -> new Thread(ContextSnapshotFactory.builder().build().captureAll().wrap(task)).start();

		private final SeenClient client;

		Desk(SeenClient client) {
			this.client = client;
		}

		@ClaudeCached(name = "forgetful", volatility = "static", repeatable = true)
		ClaudeAnswer<String> forgetful(@CacheMessage String question) {
			return ClaudeAnswer.complete(this.client.ask(question + this.client.addition));
		}

		@ClaudeCached(name = "complete", volatility = "static", repeatable = true)
		ClaudeAnswer<String> complete(@CacheMessage String question, @CacheFactor("version") String version,
				@CacheFactor("system") String system) {
			return ClaudeAnswer.complete(
					this.client.ask(question, system, this.client.tools, "Version " + version + " of the rules."));
		}

		@ClaudeCached(name = "documents", volatility = "static")
		ClaudeAnswer<String> documents(@CacheMessage String question, @CacheDocuments List<DocumentRef> documents) {
			return ClaudeAnswer.complete(this.client.ask(question));
		}

		@ClaudeCached(name = "text", volatility = "static")
		String text(@CacheMessage String question) {
			this.client.calls++;
			return this.client.asks ? this.client.ask(question) : "not asked";
		}

		@ClaudeCached(name = "future", volatility = "static")
		CompletableFuture<String> future(@CacheMessage String question) {
			this.client.calls++;
			return CompletableFuture.completedFuture(this.client.ask(question));
		}

		@ClaudeCached(name = "handed-over", volatility = "static")
		CompletableFuture<String> handedOver(@CacheMessage String question) {
			this.client.calls++;
			return CompletableFuture.supplyAsync(() -> this.client.ask(question), OTHER_THREADS);
		}

		@ClaudeCached(name = "mono", volatility = "static")
		Mono<String> mono(@CacheMessage String question) {
			return Mono.fromCallable(() -> {
				this.client.calls++;
				return this.client.ask(question);
			});
		}

	}

}
