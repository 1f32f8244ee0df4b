package io.github.claudecache.client.springai;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.client.springai.ChatScenarioTests.Way;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.FakeTransactions;
import io.github.claudecache.testsupport.store.FaultyStore;
import io.github.claudecache.testsupport.store.StoreFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.SimpleLoggerAdvisor;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.core.Ordered;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is wrong with the cache, its settings, its tenants or its place, the caller
 * gets Claude's answer.
 */
@Tag("spring-ai")
class ChatNeverInTheWayTests {

	private static final Consumer<ClaudeCacheBuilder> PLAIN = (builder) -> {
	};

	@ParameterizedTest
	@EnumSource
	void aStoreThatFailsIsNotNoticed(StoreFault fault) {
		FaultyStore store = new FaultyStore(new InMemoryAnswerStore());
		store.plantEverywhere(fault);
		try (ChatFixture fixture = new ChatFixture(
				(builder) -> builder.store(store).storeWaiting(Patience.system(), Duration.ofMillis(20)))) {
			for (Way way : Way.values()) {
				way.serve(fixture, "end_turn");
				assertThat(ChatFixture.text(way.ask(fixture))).isEqualTo(Answers.TEXT);
			}
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aCacheThatFailsIsNotNoticed(Way way) {
		try (ChatFixture fixture = new ChatFixture()) {
			way.serve(fixture, "end_turn");
			ClaudeCacheAdvisor broken = new ClaudeCacheAdvisor(() -> {
				throw new IllegalStateException("no cache");
			}, ChatFixture::oneTenant, () -> ChatFixture.subscribers(TenantId.DEFAULT),
					ChatFixture.settings("faq", 1024));
			assertThat(text(way, fixture.client(broken))).isEqualTo(Answers.TEXT);
		}
	}

	@ParameterizedTest
	@EnumSource
	void tenantsThatFailAreNotNoticed(Way way) {
		try (ChatFixture fixture = new ChatFixture()) {
			way.serve(fixture, "end_turn");
			ClaudeCacheAdvisor broken = new ClaudeCacheAdvisor(() -> fixture.cache, () -> {
				throw new IllegalStateException("no tenants");
			}, () -> {
				throw new IllegalStateException("no subscribers");
			}, ChatFixture.settings("faq", 1024));
			assertThat(text(way, fixture.client(broken))).isEqualTo(Answers.TEXT);
			assertThat(fixture.log.events(CacheEvent.Bypassed.class)).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "not a name\u00e4", "a,b" })
	void aCacheThatDoesNotExistIsNotAsked(String name) {
		try (ChatFixture fixture = new ChatFixture()) {
			for (Way way : Way.values()) {
				way.serve(fixture, "end_turn");
				for (int i = 0; i < 2; i++) {
					assertThat(ChatFixture.text(way.ask(fixture, Map.of(ClaudeCacheAdvisor.CACHE_PARAM, name))))
						.isEqualTo(Answers.TEXT);
				}
			}
			assertThat(fixture.server.calls()).isEqualTo(4);
		}
	}

	static Stream<Payload> garbage() {
		return Stream.concat(
				Stream
					.of("nothing", "{\"a\":1}", "{\"format\":2,\"streamed\":true,\"responses\":[\"a\"]}",
							"{\"format\":1,\"responses\":[\"a\"]}", "{\"format\":1,\"streamed\":true,\"responses\":[]}",
							"{\"format\":1,\"streamed\":true,\"responses\":[1]}",
							"{\"format\":1,\"streamed\":false,\"responses\":[{\"generations\":[{\"text\":1}]}]}")
					.map(Payload::json),
				Stream.of(Payload.text("{\"format\":1,\"streamed\":true,\"responses\":[\"a\"]}")));
	}

	@ParameterizedTest
	@MethodSource("garbage")
	void anEntryThatCannotBeReadCostsTheCallOnly(Payload garbage) {
		try (ChatFixture fixture = new ChatFixture()) {
			Prompt prompt = new Prompt(new UserMessage(ChatFixture.QUESTION), fixture.model.getOptions());
			Ticket ticket = (Ticket) fixture.cache.open(PromptKeys.request(prompt));
			ticket.complete(new AnswerDraft(garbage, StopReason.END_TURN, null, Usage.NONE, false), List.of());
			for (Way way : Way.values()) {
				way.serve(fixture, "end_turn");
				assertThat(ChatFixture.text(way.ask(fixture))).isEqualTo(Answers.TEXT);
			}
			assertThat(fixture.server.calls()).isEqualTo(2);
			assertThat(fixture.log.served()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerAboveTheLimitIsPassedOnWhole(Way way) {
		try (ChatFixture fixture = new ChatFixture(PLAIN, ChatFixture.oneTenant(),
				ChatFixture.subscribers(TenantId.DEFAULT), ChatFixture.settings(null, 600))) {
			List<String> pieces = List.of("0123456789".repeat(50), "0123456789".repeat(50));
			fixture.server.answer(
					way.streams() ? Script.stream(Answers.start() + Answers.text(0, pieces) + Answers.end("end_turn"))
							: Script.json(200, Answers.message(Answers.block(String.join("", pieces)), "end_turn")));
			assertThat(ChatFixture.text(way.ask(fixture))).isEqualTo(String.join("", pieces));
			assertThat(fixture.log.notStored(RefusalReason.TOO_LARGE)).isEqualTo(1);
			assertThat(fixture.log.stored()).isZero();
		}
	}

	@Test
	void insideATransactionNothingIsKept() {
		FakeTransactions transactions = new FakeTransactions();
		try (ChatFixture fixture = new ChatFixture((builder) -> builder.transactions(transactions))) {
			fixture.server.answer(Script.json(200, Answers.message()));
			transactions.begin();
			fixture.call();
			assertThat(fixture.log.notStored(RefusalReason.IN_TRANSACTION)).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void insideAReactiveTransactionNothingIsKept(boolean known) {
		Subscribers subscribers = new Subscribers() {

			@Override
			public Mono<TenantId> tenant(ContextView context) {
				return Mono.just(TenantId.DEFAULT);
			}

			@Override
			public Mono<Boolean> inTransaction() {
				return known ? Mono.deferContextual((context) -> Mono.just(context.hasKey("transaction")))
						: Mono.error(new IllegalStateException());
			}

		};
		try (ChatFixture fixture = new ChatFixture(PLAIN, ChatFixture.oneTenant(), subscribers,
				ChatFixture.settings(null, 1024 * 1024))) {
			fixture.server.answer(Script.stream(Answers.stream()));
			fixture.stream()
				.contextWrite((context) -> context.put("transaction", "active"))
				.collectList()
				.block(Duration.ofSeconds(60));
			assertThat(fixture.log.notStored(RefusalReason.IN_TRANSACTION)).isEqualTo(1);
		}
	}

	@Test
	void aTenantThatIsNotKnownGoesToClaude() {
		CallTenants nobody = new CallTenants() {

			@Override
			public TenantId ofThread() {
				throw new UnkeyableException(BypassReason.TENANT_MISSING, "none");
			}

			@Override
			public TenantId elsewhere() {
				throw new UnkeyableException(BypassReason.TENANT_MISSING, "none");
			}

		};
		Subscribers none = new Subscribers() {

			@Override
			public Mono<TenantId> tenant(ContextView context) {
				return Mono.fromSupplier(nobody::elsewhere);
			}

			@Override
			public Mono<Boolean> inTransaction() {
				return Mono.empty();
			}

		};
		try (ChatFixture fixture = new ChatFixture(PLAIN, nobody, none, ChatFixture.settings(null, 1024 * 1024))) {
			for (Way way : Way.values()) {
				way.serve(fixture, "end_turn");
				way.ask(fixture);
				way.ask(fixture);
			}
			assertThat(fixture.server.calls()).isEqualTo(4);
			assertThat(fixture.log.events(CacheEvent.Bypassed.class)).hasSize(4)
				.allSatisfy((event) -> assertThat(event.reason()).isEqualTo(BypassReason.TENANT_MISSING));
			// Unless the call names one.
			for (Way way : Way.values()) {
				way.serve(fixture, "end_turn");
				way.ask(fixture, Map.of(ClaudeCacheAdvisor.TENANT_PARAM, "acme"));
			}
			assertThat(fixture.server.calls()).isEqualTo(5);
		}
	}

	@ParameterizedTest
	@EnumSource
	void tenantsDoNotMeet(Way way) {
		try (ChatFixture fixture = new ChatFixture()) {
			way.serve(fixture, "end_turn");
			for (Object tenant : new Object[] { "acme", "globex", new TenantId("acme") }) {
				way.ask(fixture, Map.of(ClaudeCacheAdvisor.TENANT_PARAM, tenant));
			}
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "two\u2028lines" })
	void aTenantThatIsNoneIsNoOther(String tenant) {
		try (ChatFixture fixture = new ChatFixture()) {
			for (Way way : Way.values()) {
				way.serve(fixture, "end_turn");
				way.ask(fixture, Map.of(ClaudeCacheAdvisor.TENANT_PARAM, tenant));
				way.ask(fixture, Map.of(ClaudeCacheAdvisor.TENANT_PARAM, tenant));
			}
			assertThat(fixture.server.calls()).isEqualTo(4);
			assertThat(fixture.log.stored()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aTagThatIsNoneIsNotLeftOut(Way way) {
		try (ChatFixture fixture = new ChatFixture()) {
			way.serve(fixture, "end_turn");
			way.ask(fixture, Map.of(ClaudeCacheAdvisor.TAGS_PARAM, "policy,,other"));
			assertThat(fixture.log.stored()).isZero();
			assertThat(fixture.log.events(CacheEvent.Bypassed.class)).hasSize(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aCallThatRefersToSomethingElsewhereIsCounted(Way way) {
		try (ChatFixture fixture = new ChatFixture(PLAIN, ChatFixture.oneTenant(),
				ChatFixture.subscribers(TenantId.DEFAULT), ChatFixture.settings("faq", 1024))) {
			way.serve(fixture, "end_turn");
			ChatClient.ChatClientRequestSpec spec = fixture.client.prompt()
				.user((user) -> user.text("What is it?")
					.media(Media.builder()
						.mimeType(MimeTypeUtils.IMAGE_PNG)
						.data(URI.create("https://images.example/1.png"))
						.build()));
			assertThat(text(way, spec)).isEqualTo(Answers.TEXT);
			assertThat(fixture.log.events(CacheEvent.Bypassed.class)).hasSize(1)
				.allSatisfy((event) -> assertThat(event.reason()).isEqualTo(BypassReason.FACTOR_MISSING));
		}
	}

	@ParameterizedTest
	@EnumSource
	void anAdvisorBetweenTheCacheAndTheModelIsNotOverlooked(Way way) {
		try (ChatFixture fixture = new ChatFixture(PLAIN, ChatFixture.oneTenant(),
				ChatFixture.subscribers(TenantId.DEFAULT), ChatFixture.settings("faq", 1024 * 1024))) {
			way.serve(fixture, "end_turn");
			ChatClient inner = fixture.client(fixture.advisor,
					SimpleLoggerAdvisor.builder().order(ClaudeCacheAdvisor.DEFAULT_ORDER + 1).build());
			assertThat(text(way, inner)).isEqualTo(text(way, inner));
			assertThat(fixture.server.calls()).isEqualTo(2);
			assertThat(fixture.log.events(CacheEvent.Bypassed.class)).hasSize(2);
			ChatClient outer = fixture.client(fixture.advisor, SimpleLoggerAdvisor.builder().build());
			assertThat(text(way, outer)).isEqualTo(text(way, outer));
			assertThat(fixture.server.calls()).isEqualTo(3);
		}
	}

	@ParameterizedTest
	@EnumSource
	void theLoopOfToolCallsIsNotBetweenTheCacheAndTheModel(Way way) {
		// In front of it the cache would keep what tools said, under a key without them.
		try (ChatFixture fixture = new ChatFixture(PLAIN, ChatFixture.oneTenant(),
				ChatFixture.subscribers(TenantId.DEFAULT),
				new ClaudeCacheAdvisor.Settings("faq", 1024 * 1024, Ordered.HIGHEST_PRECEDENCE))) {
			way.serve(fixture, "end_turn");
			text(way, fixture.client);
			text(way, fixture.client);
			assertThat(fixture.server.calls()).isEqualTo(2);
			assertThat(fixture.log.stored()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aSecondAdvisorOnTheSameClientDoesNotWaitForTheFirst(Way way) {
		try (ChatFixture fixture = new ChatFixture(PLAIN, ChatFixture.oneTenant(),
				ChatFixture.subscribers(TenantId.DEFAULT), ChatFixture.settings("faq", 1024 * 1024))) {
			way.serve(fixture, "end_turn");
			ClaudeCacheAdvisor second = new ClaudeCacheAdvisor(() -> fixture.cache, ChatFixture::oneTenant,
					() -> ChatFixture.subscribers(TenantId.DEFAULT),
					new ClaudeCacheAdvisor.Settings("faq", 1024 * 1024, ClaudeCacheAdvisor.DEFAULT_ORDER - 1));
			for (ChatClient twice : List.of(fixture.client(fixture.advisor, second),
					fixture.client(fixture.advisor, fixture.advisor))) {
				assertThat(text(way, twice)).isEqualTo(text(way, twice));
			}
			assertThat(fixture.server.calls()).isEqualTo(1);
			assertThat(fixture.log.lookups()).isEqualTo(4);
		}
	}

	private static String text(Way way, ChatClient client) {
		return text(way, client.prompt(ChatFixture.QUESTION));
	}

	private static String text(Way way, ChatClient.ChatClientRequestSpec spec) {
		return way.streams() ? String.join("", spec.stream().content().collectList().block(Duration.ofSeconds(60)))
				: spec.call().content();
	}

}
