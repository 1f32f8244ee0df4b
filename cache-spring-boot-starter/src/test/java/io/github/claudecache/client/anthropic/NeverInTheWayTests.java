package io.github.claudecache.client.anthropic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.FakeTransactions;
import io.github.claudecache.testsupport.store.FaultyStore;
import io.github.claudecache.testsupport.store.StoreFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is wrong with the cache, its settings or its tenants, the caller gets Claude's
 * answer.
 */
class NeverInTheWayTests {

	private static final Consumer<ClaudeCacheBuilder> PLAIN = (builder) -> {
	};

	@ParameterizedTest
	@EnumSource
	void aStoreThatFailsIsNotNoticed(StoreFault fault) {
		FaultyStore store = new FaultyStore(new InMemoryAnswerStore());
		store.plantEverywhere(fault);
		try (AnthropicFixture fixture = new AnthropicFixture(
				(builder) -> builder.store(store).storeWaiting(Patience.system(), Duration.ofMillis(20)),
				AnthropicFixture.oneTenant())) {
			for (AnswerScenarioTests.Way way : AnswerScenarioTests.Way.values()) {
				way.serve(fixture, "end_turn");
				assertThat(AnthropicFixture.text(way.ask(fixture))).isEqualTo(Answers.TEXT);
			}
			assertThat(fixture.server.calls()).isEqualTo(4);
		}
	}

	@Test
	void aCacheThatFailsIsNotNoticed() {
		try (MessagesServer server = new MessagesServer()) {
			server.answer(Script.json(200, Answers.message()));
			ClaudeCacheInterceptor interceptor = new ClaudeCacheInterceptor(() -> {
				throw new IllegalStateException("no cache");
			}, AnthropicFixture::oneTenant, null, 1024);
			AnthropicClient client = AnthropicFixture.client(server, interceptor);
			assertThat(client.messages().create(AnthropicFixture.request().build())).isNotNull();
			assertThat(Eventually.get(client.async().messages().create(AnthropicFixture.request().build())))
				.isNotNull();
			client.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "not a name\u00e4", "a,b" })
	void aCacheThatDoesNotExistIsNotAsked(String name) {
		try (AnthropicFixture fixture = new AnthropicFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			MessageCreateParams params = AnthropicFixture.request()
				.replaceAdditionalHeaders(ClaudeCacheInterceptor.CACHE_HEADER, name)
				.build();
			assertThat(fixture.ask(params)).isEqualTo(fixture.ask(params));
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "{\"a\":1}", "{\"format\":2}", "{\"format\":1,\"request\":\"\",\"events\":[1]}",
			"{\"format\":1,\"request\":\"\",\"events\":[]}", "{\"format\":1,\"request\":\"\",\"events\":}" })
	void anEntryThatCannotBeReadCostsTheCallOnly(String garbage) {
		try (AnthropicFixture fixture = new AnthropicFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			fixture.ask(AnthropicFixture.request().build());
			MessagesServer.Received received = fixture.server.received().get(0);
			plant(fixture, received, garbage);
			Message message = fixture.ask(AnthropicFixture.request().build());
			assertThat(AnthropicFixture.text(message)).isEqualTo(Answers.TEXT);
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	// The key of the request that the server has seen, but for what the SDK adds below.
	private static void plant(AnthropicFixture fixture, MessagesServer.Received received, String garbage) {
		fixture.cache.invalidate(TenantId.DEFAULT, "cache:faq");
		HttpRequest http = Keys.http(received.body())
			.baseUrl(fixture.server.url())
			.replaceHeaders("anthropic-version", received.headers().get("Anthropic-version"))
			.build();
		Ticket ticket = (Ticket) fixture.cache.open(Keys.request(http));
		ticket.complete(new AnswerDraft(Payload.json(garbage), StopReason.END_TURN, null, Usage.NONE, false),
				List.of());
		assertThat(fixture.log.stored()).isEqualTo(2);
	}

	@Test
	void anAnswerAboveTheLimitIsPassedOnWhole() {
		for (AnswerScenarioTests.Way way : AnswerScenarioTests.Way.values()) {
			try (AnthropicFixture fixture = new AnthropicFixture(PLAIN, AnthropicFixture.oneTenant(), null, 600)) {
				String text = "0123456789".repeat(3000);
				fixture.server.answer(way.streams()
						? Script.stream(Answers.start() + Answers.text(0, List.of(text)) + Answers.end("end_turn"))
						: Script.json(200, Answers.message(Answers.block(text), "end_turn")));
				assertThat(AnthropicFixture.text(way.ask(fixture))).isEqualTo(text);
				assertThat(fixture.log.notStored(RefusalReason.TOO_LARGE)).isEqualTo(1);
				assertThat(fixture.log.stored()).isZero();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "not json", "[]", "{\"type\":\"other\"}", "" })
	void whatIsNoMessageIsNotKept(String body) {
		try (AnthropicFixture fixture = new AnthropicFixture()) {
			fixture.server.answer(Script.json(200, body));
			assertThat(fixture.body(AnthropicFixture.request().build())).isEqualTo(body);
			assertThat(fixture.body(AnthropicFixture.request().build())).isEqualTo(body);
			assertThat(fixture.log.stored()).isZero();
		}
	}

	@Test
	void insideATransactionNothingIsKept() {
		FakeTransactions transactions = new FakeTransactions();
		try (AnthropicFixture fixture = new AnthropicFixture((builder) -> builder.transactions(transactions),
				AnthropicFixture.oneTenant())) {
			fixture.server.answer(Script.json(200, Answers.message()));
			transactions.begin();
			fixture.ask(AnthropicFixture.request().build());
			assertThat(fixture.log.notStored(RefusalReason.IN_TRANSACTION)).isEqualTo(1);
		}
	}

	@Test
	void aTenantThatIsNotKnownGoesToClaude() {
		CallTenants tenants = new CallTenants() {

			@Override
			public TenantId ofThread() {
				throw new UnkeyableException(BypassReason.TENANT_MISSING, "none");
			}

			@Override
			public TenantId elsewhere() {
				throw new UnkeyableException(BypassReason.TENANT_MISSING, "none");
			}

		};
		try (AnthropicFixture fixture = new AnthropicFixture(PLAIN, tenants)) {
			for (AnswerScenarioTests.Way way : AnswerScenarioTests.Way.values()) {
				way.serve(fixture, "end_turn");
				way.ask(fixture);
			}
			assertThat(fixture.server.calls()).isEqualTo(4);
			assertThat(fixture.log.events(CacheEvent.Bypassed.class)).hasSize(4)
				.allSatisfy((event) -> assertThat(event.reason()).isEqualTo(BypassReason.TENANT_MISSING));
		}
	}

	@Test
	void tenantsDoNotMeet() {
		try (AnthropicFixture fixture = new AnthropicFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			for (String tenant : new String[] { "acme", "globex", "acme" }) {
				fixture.ask(AnthropicFixture.request()
					.putAdditionalHeader(ClaudeCacheInterceptor.TENANT_HEADER, tenant)
					.build());
			}
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "two\u2028lines" })
	void aTenantThatIsNoneIsNoOther(String tenant) {
		try (AnthropicFixture fixture = new AnthropicFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			MessageCreateParams params = AnthropicFixture.request()
				.putAdditionalHeader(ClaudeCacheInterceptor.TENANT_HEADER, tenant)
				.build();
			fixture.ask(params);
			fixture.ask(params);
			assertThat(fixture.server.calls()).isEqualTo(2);
			assertThat(fixture.log.stored()).isZero();
		}
	}

	@Test
	void aSecondInterceptorOnTheSameClientDoesNotWaitForTheFirst() {
		try (AnthropicFixture fixture = new AnthropicFixture(PLAIN, AnthropicFixture.oneTenant(), "faq", 1024 * 1024)) {
			AnthropicClient twice = fixture.client
				.withOptions((options) -> options.addInterceptor(fixture.interceptor));
			fixture.server.answer(Script.json(200, Answers.message()));
			MessageCreateParams params = AnthropicFixture.request()
				.removeAdditionalHeaders(ClaudeCacheInterceptor.CACHE_HEADER)
				.build();
			assertThat(Eventually.get(twice.async().messages().create(params)))
				.isEqualTo(twice.messages().create(params));
			assertThat(fixture.server.calls()).isEqualTo(1);
			assertThat(fixture.log.lookups()).isEqualTo(2);
		}
	}

	@Test
	void anEmptyHeaderKeepsACallOutOfTheDefaultCache() {
		try (AnthropicFixture fixture = new AnthropicFixture(PLAIN, AnthropicFixture.oneTenant(), "faq", 1024 * 1024)) {
			fixture.server.answer(Script.json(200, Answers.message()));
			MessageCreateParams params = AnthropicFixture.request()
				.replaceAdditionalHeaders(ClaudeCacheInterceptor.CACHE_HEADER, "")
				.build();
			fixture.ask(params);
			fixture.ask(params);
			assertThat(fixture.server.calls()).isEqualTo(2);
			assertThat(fixture.log.events()).isEmpty();
		}
	}

	@Test
	void otherCallsOfTheApiTakeNoPart() {
		try (AnthropicFixture fixture = new AnthropicFixture(PLAIN, AnthropicFixture.oneTenant(), "faq", 1024 * 1024)) {
			fixture.server.answer(Script.json(200, "{\"input_tokens\":3}"));
			for (int i = 0; i < 2; i++) {
				assertThat(fixture.client.messages()
					.countTokens(MessageCountTokensParams.builder().model("m").addUserMessage("Hi").build())
					.inputTokens()).isEqualTo(3);
			}
			assertThat(fixture.server.calls()).isEqualTo(2);
			assertThat(fixture.log.events()).isEmpty();
		}
	}

	@Test
	void theBetaServiceIsCachedTooAndItsBetasAreInTheKey() {
		try (AnthropicFixture fixture = new AnthropicFixture(PLAIN, AnthropicFixture.oneTenant(), "faq", 1024 * 1024)) {
			fixture.server.answer(Script.json(200, Answers.message()));
			for (String beta : new String[] { "one", "one", "two" }) {
				assertThat(fixture.client.beta()
					.messages()
					.create(com.anthropic.models.beta.messages.MessageCreateParams.builder()
						.model("claude-sonnet-4-5")
						.maxTokens(1024)
						.addUserMessage(AnthropicFixture.QUESTION)
						.addBeta(beta)
						.build())
					.content()).hasSize(1);
			}
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@Test
	void aCallThatIsRetriedIsKeptWhenItSucceeds() {
		try (AnthropicFixture fixture = new AnthropicFixture()) {
			AtomicInteger attempts = new AtomicInteger();
			fixture.server.answer((exchange) -> {
				exchange.getResponseHeaders().set("retry-after-ms", "1");
				(attempts.incrementAndGet() % 2 == 1 ? Script.json(529, Answers.error("overloaded_error"))
						: Script.json(200, Answers.message()))
					.answer(exchange);
			});
			AnthropicClient retrying = fixture.client.withOptions((options) -> options.maxRetries(1));
			assertThat(retrying.messages().create(AnthropicFixture.request().build()))
				.isEqualTo(retrying.messages().create(AnthropicFixture.request().build()));
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@Test
	void whoAsksWhatItIsBeingToldDoesNotWaitForItself() {
		try (AnthropicFixture fixture = new AnthropicFixture()) {
			fixture.server.answer(Script.stream(Answers.stream()));
			try (StreamResponse<RawMessageStreamEvent> response = fixture.client.messages()
				.createStreaming(AnthropicFixture.request().build())) {
				Iterator<RawMessageStreamEvent> events = response.stream().iterator();
				events.next();
				assertThat(AnthropicFixture.accumulated(fixture.stream(AnthropicFixture.request().build())))
					.isNotNull();
			}
		}
	}

	@Test
	void aFailureThatIsSharedIsTheOneOfTheCall() {
		int callers = 5;
		try (AnthropicFixture fixture = new AnthropicFixture()) {
			List<Thread> threads = new ArrayList<>();
			Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
			fixture.server.answer((exchange) -> {
				Eventually.holds("the others wait", () -> allButOneWait(threads));
				throw new IOException("dropped");
			});
			for (int i = 0; i < callers; i++) {
				threads.add(new Thread(() -> {
					try {
						fixture.ask(AnthropicFixture.request().build());
					}
					catch (Throwable ex) {
						thrown.add(ex);
					}
				}));
			}
			List.copyOf(threads).forEach(Thread::start);
			threads.forEach(Eventually::ended);
			assertThat(thrown).hasSize(callers)
				.allSatisfy((ex) -> assertThat(ex).isInstanceOf(AnthropicIoException.class));
			assertThat(fixture.server.calls()).isLessThan(callers);
		}
	}

	// The one that does not wait reads from the server.
	private static boolean allButOneWait(List<Thread> threads) {
		long alive = threads.stream().filter(Thread::isAlive).count();
		long waiting = threads.stream()
			.filter((thread) -> thread.getState() == Thread.State.WAITING
					|| thread.getState() == Thread.State.TIMED_WAITING)
			.count();
		return waiting >= alive - 1;
	}

	@Test
	void aLargeAnswerIsReplayed() {
		try (AnthropicFixture fixture = new AnthropicFixture()) {
			String text = "0123456789\u20ac ".repeat(50_000);
			fixture.server.answer(Script.json(200, Answers.message(Answers.block(text), "end_turn")));
			fixture.ask(AnthropicFixture.request().build());
			assertThat(AnthropicFixture.text(fixture.ask(AnthropicFixture.request().build()))).isEqualTo(text);
			assertThat(AnthropicFixture
				.text(AnthropicFixture.accumulated(fixture.stream(AnthropicFixture.request().build()))))
				.isEqualTo(text);
			assertThat(fixture.server.calls()).isEqualTo(1);
		}
	}

}
