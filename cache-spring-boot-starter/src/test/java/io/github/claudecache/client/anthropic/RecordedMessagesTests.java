package io.github.claudecache.client.anthropic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.autoconfigure.ClaudeCacheAnthropicAutoConfiguration;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the SDK really sends while an annotated method runs is seen, kept once and counted
 * once.
 */
@ExtendWith(OutputCaptureExtension.class)
class RecordedMessagesTests {

	private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

	private final MessagesServer server = new MessagesServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ClaudeCacheAutoConfiguration.class, ClaudeCacheAnthropicAutoConfiguration.class))
		.withUserConfiguration(Cached.class)
		.withBean(AnthropicClient.class,
				() -> AnthropicOkHttpClient.builder().baseUrl(this.server.url()).apiKey("k").maxRetries(0).build())
		.withBean(Desk.class)
		.withBean(ClaudeCacheListener.class, () -> this.events::add)
		.withPropertyValues("claude.cache.anthropic.default-cache=literal",
				"claude.cache.caches.literal.volatility=static", "claude.cache.audit.exact-rate=1",
				"claude.cache.audit.per-minute=1000");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aCallInsideAnAnnotatedMethodIsKeptOnceAndCountedOnce() {
		this.server.answer(MessagesServer.Script.json(200, Answers.message()));
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThat(desk.text("May I?")).isEqualTo(Answers.TEXT);
			assertThat(desk.text("May I?")).isEqualTo(Answers.TEXT);
			assertThat(this.server.calls()).isEqualTo(1);
			assertThat(this.events).filteredOn(CacheEvent.Stored.class::isInstance)
				.extracting((event) -> ((CacheEvent.Stored) event).cache())
				.containsExactly("text");
			assertThat(this.events).filteredOn(CacheEvent.Missed.class::isInstance).hasSize(1);
			context.getBean(AnthropicClient.class).messages().create(Desk.params("May I?", "system"));
			assertThat(this.events).filteredOn(CacheEvent.Missed.class::isInstance)
				.as("outside of a method the client asks the cache itself")
				.hasSize(2);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "refusal", "max_tokens", "tool_use", "pause_turn", "a_reason_of_tomorrow" })
	void anAnswerThatIsNotCompleteIsNotKeptThoughTheMethodHidesIt(String stopReason) {
		this.server.answer(MessagesServer.Script.json(200, Answers.message(stopReason)));
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.text("May I?");
			desk.text("May I?");
			assertThat(this.server.calls()).isEqualTo(2);
		});
	}

	@Test
	void aStreamThatTheMethodReadsIsSeenToItsEnd() {
		this.server.answer(MessagesServer.Script.stream(Answers.stream()));
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.streamed("May I?");
			desk.streamed("May I?");
			assertThat(this.server.calls()).isEqualTo(1);
		});
	}

	@Test
	void aStreamThatWasCutIsNotKept() {
		this.server.answer(MessagesServer.Script.stream(Answers.start() + Answers.text(0, List.of("You", " can"))));
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.streamed("May I?");
			desk.streamed("May I?");
			assertThat(this.server.calls()).isEqualTo(2);
		});
	}

	@Test
	void aSystemPromptThatTheKeyForgotIsCaughtByName() {
		this.server.answer(MessagesServer.Script.json(200, Answers.message()));
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.answer("May I?");
			desk.system("Answer as a pirate.");
			desk.answer("May I?");
			Eventually.holds("it is found",
					() -> this.events.contains(new CacheEvent.UndeclaredFactor("answer", KeyFactor.SYSTEM)));
		});
	}

	@Test
	void whatAClientIsServedIsAuditedWithItsOwnCallInEitherShape() {
		this.server.answer(MessagesServer.Script.json(200, Answers.message()));
		this.runner.run((context) -> {
			AnthropicClient client = context.getBean(AnthropicClient.class);
			client.messages().create(Desk.params("May I?", "system"));
			client.messages().create(Desk.params("May I?", "system"));
			Eventually.holds("a verdict is told", () -> verdicts().size() == 1);
			this.server.answer(MessagesServer.Script.stream(Answers.stream()));
			try (StreamResponse<RawMessageStreamEvent> events = client.messages()
				.createStreaming(Desk.params("May I?", "system"))) {
				assertThat(events.stream()).isNotEmpty();
			}
			Eventually.holds("a verdict is told", () -> verdicts().size() == 2);
			assertThat(verdicts()).containsOnly(AuditVerdict.SAME);
			this.server.answer(MessagesServer.Script.json(200, Answers.message("max_tokens")));
			client.messages().create(Desk.params("May I?", "system"));
			Eventually.holds("one is skipped",
					() -> this.events.stream().anyMatch(CacheEvent.AuditSkipped.class::isInstance));
			assertThat(this.server.calls()).isEqualTo(4);
		});
	}

	@Test
	void theLogSaysWhatEachKeyHasAndWhatNobodyKnows(CapturedOutput output) {
		this.runner.withPropertyValues("claude.cache.caches.answer.system-prompt=Answer briefly.").run((context) -> {
			context
				.publishEvent(new ApplicationStartedEvent(new SpringApplication(), new String[0], null, Duration.ZERO));
			assertThat(output)
				.contains("Desk.answer(String), cache 'answer': its key has 'question' and, from the"
						+ " configuration, system prompt; not model, tools, which are compared where calls go through"
						+ " anthropic-java; the method says whether an answer is complete")
				.contains("Desk.text(String), cache 'text': its key has 'question'; not model, system prompt, tools,"
						+ " which are compared where calls go through anthropic-java; whether an answer is complete is"
						+ " seen by anthropic-java");
		});
	}

	private List<AuditVerdict> verdicts() {
		return this.events.stream()
			.filter(CacheEvent.Audited.class::isInstance)
			.map((event) -> ((CacheEvent.Audited) event).verdict())
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Cached {

	}

	static class Desk {

		private final AnthropicClient client;

		private volatile String system = "Answer briefly.";

		Desk(AnthropicClient client) {
			this.client = client;
		}

		void system(String system) {
			this.system = system;
		}

		@ClaudeCached(name = "text", volatility = "static")
		String text(@CacheMessage String question) {
			return this.client.messages().create(params(question, this.system)).content().get(0).asText().text();
		}

		@ClaudeCached(name = "streamed", volatility = "static")
		String streamed(@CacheMessage String question) {
			StringBuilder text = new StringBuilder("streamed: ");
			try (StreamResponse<RawMessageStreamEvent> events = this.client.messages()
				.createStreaming(params(question, this.system))) {
				events.stream()
					.flatMap((event) -> event.contentBlockDelta().stream())
					.flatMap((delta) -> delta.delta().text().stream())
					.forEach((delta) -> text.append(delta.text()));
			}
			return text.toString();
		}

		@ClaudeCached(name = "answer", volatility = "static", repeatable = true)
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete(text(question));
		}

		static MessageCreateParams params(String question, String system) {
			return MessageCreateParams.builder()
				.model("claude-sonnet-4-5")
				.maxTokens(100)
				.system(system)
				.addUserMessage(question)
				.build();
		}

	}

}
