package io.github.claudecache.client.springai;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.audit.AuditSettings;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Some hits are asked again with the call itself, plain ones and streams, and what is
 * said is compared.
 */
@Tag("spring-ai")
class ChatAuditTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private static final AuditSettings ALL = new AuditSettings(1, 1, 1, 1_000_000, 10, Duration.ofSeconds(60),
			Duration.ofHours(24), 0.02, 0.95, Duration.ofHours(1));

	private final ExecutorService threads = Executors.newFixedThreadPool(2);

	private final EventLog audits = new EventLog();

	private final AtomicBoolean inTransaction = new AtomicBoolean();

	private final ChatFixture fixture = new ChatFixture(this::audited, ChatFixture.oneTenant(), subscribers(),
			ChatFixture.settings(null, 1024 * 1024));

	@AfterEach
	void close() {
		this.fixture.close();
		this.threads.shutdownNow();
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerThatHasChangedIsFound(ChatScenarioTests.Way way) {
		way.serve(this.fixture, "end_turn");
		way.ask(this.fixture);
		this.fixture.server
			.answer(way.streams()
					? Script.stream(Answers.start().replace("msg_02", "msg_77")
							+ Answers.text(0, List.of(Answers.TEXT.substring(0, 7), Answers.TEXT.substring(7)))
							+ Answers.end("end_turn"))
					: Script.json(200, Answers.message().replace("msg_01", "msg_77")));
		assertThat(ChatFixture.text(way.ask(this.fixture))).isEqualTo(Answers.TEXT);
		Eventually.holds("a verdict is told", () -> verdicts().size() == 1);
		this.fixture.server.answer(way.streams() ? Script.stream(Answers.stream().replace("30 days", "14 days"))
				: Script.json(200, Answers.message().replace("30 days", "14 days")));
		assertThat(ChatFixture.text(way.ask(this.fixture))).isEqualTo(Answers.TEXT);
		Eventually.holds("a verdict is told", () -> verdicts().size() == 2);
		assertThat(verdicts()).containsExactly(AuditVerdict.SAME, AuditVerdict.DIFFERENT);
		assertThat(this.fixture.server.calls()).isEqualTo(3);
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerThatIsNotCompleteIsNotCompared(ChatScenarioTests.Way way) {
		way.serve(this.fixture, "end_turn");
		way.ask(this.fixture);
		way.serve(this.fixture, "max_tokens");
		way.ask(this.fixture);
		Eventually.holds("one is skipped", () -> this.audits.events(CacheEvent.AuditSkipped.class).size() == 1);
		this.fixture.server.answer(Script.json(500, Answers.error("api_error")));
		way.ask(this.fixture);
		Eventually.holds("one is skipped", () -> this.audits.events(CacheEvent.AuditSkipped.class).size() == 2);
		assertThat(verdicts()).isEmpty();
	}

	// It would serve its own answer to the audit.
	@ParameterizedTest
	@EnumSource
	void anAdvisorThatWasAddedTwiceIsNotAskedByTheAudit(ChatScenarioTests.Way way) {
		ChatClient twice = this.fixture.client(this.fixture.advisor, this.fixture.advisor);
		Runnable ask = () -> {
			ChatClient.ChatClientRequestSpec spec = twice.prompt(ChatFixture.QUESTION)
				.advisors((advisors) -> advisors.param(ClaudeCacheAdvisor.CACHE_PARAM, ChatFixture.CACHE));
			if (way.streams()) {
				spec.stream().chatResponse().blockLast(BOUND);
			}
			else {
				spec.call().chatResponse();
			}
		};
		way.serve(this.fixture, "end_turn");
		ask.run();
		this.fixture.server.answer(way.streams() ? Script.stream(Answers.stream().replace("30 days", "14 days"))
				: Script.json(200, Answers.message().replace("30 days", "14 days")));
		ask.run();
		Eventually.holds("a verdict is told", () -> verdicts().size() == 1);
		assertThat(verdicts()).containsExactly(AuditVerdict.DIFFERENT);
		assertThat(this.fixture.log.served()).isEqualTo(1);
		assertThat(this.audits.events(CacheEvent.AuditSkipped.class)).isEmpty();
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void theStreamIsAskedAgainWithTheContextOfItsSubscriber() {
		ContextKeeping model = new ContextKeeping(this.fixture.model);
		ChatClient client = ChatClient.builder(model).defaultAdvisors(this.fixture.advisor).build();
		this.fixture.server.answer(Script.stream(Answers.stream()));
		for (String caller : new String[] { "ada", "grace" }) {
			client.prompt(ChatFixture.QUESTION)
				.advisors((advisors) -> advisors.param(ClaudeCacheAdvisor.CACHE_PARAM, ChatFixture.CACHE))
				.stream()
				.content()
				.contextWrite((context) -> context.put("caller", caller))
				.blockLast(BOUND);
		}
		Eventually.holds("a verdict is told", () -> verdicts().size() == 1);
		assertThat(verdicts()).containsExactly(AuditVerdict.SAME);
		assertThat(model.callers).containsExactly("ada", "grace");
	}

	// Its context says in which, and it may have ended.
	@Test
	void aStreamInsideATransactionIsNotAskedAgain() {
		this.fixture.server.answer(Script.stream(Answers.stream()));
		ChatScenarioTests.Way.STREAM.ask(this.fixture);
		this.inTransaction.set(true);
		ChatScenarioTests.Way.STREAM.ask(this.fixture);
		this.inTransaction.set(false);
		assertThat(this.fixture.log.served()).isEqualTo(1);
		ChatScenarioTests.Way.STREAM.ask(this.fixture);
		Eventually.holds("a verdict is told", () -> verdicts().size() == 1);
		assertThat(this.fixture.log.served()).isEqualTo(2);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	private List<AuditVerdict> verdicts() {
		return this.audits.events(CacheEvent.Audited.class).stream().map(CacheEvent.Audited::verdict).toList();
	}

	private void audited(ClaudeCacheBuilder builder) {
		builder.audit(new Auditor(ALL, (cache) -> ALL,
				(answers) -> CompletableFuture.completedFuture(
						answers.served().equals(answers.fresh()) ? AuditVerdict.SAME : AuditVerdict.DIFFERENT),
				this.threads, Patience.system(), InstantSource.system(), this.audits));
	}

	private Subscribers subscribers() {
		return new Subscribers() {

			@Override
			public Mono<TenantId> tenant(ContextView context) {
				return Mono.just(TenantId.DEFAULT);
			}

			@Override
			public Mono<Boolean> inTransaction() {
				return Mono.fromSupplier(ChatAuditTests.this.inTransaction::get);
			}

		};
	}

	/**
	 * Knows who subscribed to it.
	 */
	private static final class ContextKeeping implements ChatModel {

		private final ChatModel model;

		private final List<String> callers = new CopyOnWriteArrayList<>();

		private ContextKeeping(ChatModel model) {
			this.model = model;
		}

		@Override
		public ChatResponse call(Prompt prompt) {
			return this.model.call(prompt);
		}

		@Override
		public Flux<ChatResponse> stream(Prompt prompt) {
			return Flux.deferContextual((context) -> {
				this.callers.add(context.get("caller"));
				return this.model.stream(prompt);
			});
		}

		@Override
		public ChatOptions getOptions() {
			return this.model.getOptions();
		}

	}

}
