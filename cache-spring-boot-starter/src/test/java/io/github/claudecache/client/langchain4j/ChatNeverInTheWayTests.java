package io.github.claudecache.client.langchain4j;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.ChatResponseMetadata;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever is wrong with the cache, its settings or its tenants, the caller gets the
 * model's answer.
 */
class ChatNeverInTheWayTests {

	private static final Consumer<ClaudeCacheBuilder> PLAIN = (builder) -> {
	};

	@ParameterizedTest
	@EnumSource
	void aStoreThatFailsIsNotNoticed(StoreFault fault) {
		FaultyStore store = new FaultyStore(new InMemoryAnswerStore());
		store.plantEverywhere(fault);
		try (ChatFixture fixture = new ChatFixture(
				(builder) -> builder.store(store).storeWaiting(Patience.system(), Duration.ofMillis(20)),
				ChatFixture.oneTenant(), 1024 * 1024)) {
			for (ChatScenarioTests.Way way : ChatScenarioTests.Way.values()) {
				way.serve(fixture, "end_turn");
				assertThat(way.ask(fixture).aiMessage().text()).isEqualTo(Answers.TEXT);
			}
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@Test
	void aCacheThatFailsIsNotNoticed() {
		try (MessagesServer server = new MessagesServer()) {
			CachedModels models = new CachedModels(() -> {
				throw new IllegalStateException("no cache");
			}, ChatFixture::oneTenant, "faq", 1024);
			server.answer(Script.json(200, Answers.message()));
			assertThat(models.cached(ChatFixture.plain(server).build()).chat("Hi?")).isEqualTo(Answers.TEXT);
			server.answer(Script.stream(Answers.stream()));
			assertThat(ChatFixture.stream(models.cached(ChatFixture.streamed(server).build()), ChatFixture.request())
				.response()
				.aiMessage()
				.text()).isEqualTo(Answers.TEXT);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "not a name\u00e4", "a,b" })
	void aCacheThatDoesNotExistIsNotAsked(String name) {
		try (ChatFixture fixture = new ChatFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			assertThat(fixture.model.chat(ChatFixture.request(), naming(name)).aiMessage())
				.isEqualTo(fixture.model.chat(ChatFixture.request(), naming(name)).aiMessage());
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@Test
	void anEmptyNameKeepsACallOut() {
		try (ChatFixture fixture = new ChatFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			fixture.model.chat(ChatFixture.request(), naming(""));
			fixture.model.chat(ChatFixture.request(), naming(""));
			assertThat(fixture.server.calls()).isEqualTo(2);
			assertThat(fixture.log.events()).isEmpty();
		}
	}

	@Test
	void aModelWithoutADefaultCacheAsksTheOneThatACallNames() {
		try (ChatFixture fixture = new ChatFixture()) {
			ChatModel model = fixture.models.cached(fixture.plain().build());
			StreamingChatModel streaming = fixture.models.cached(fixture.streamed().build());
			fixture.server.answer(Script.json(200, Answers.message()));
			model.chat(ChatFixture.request());
			assertThat(fixture.log.events()).isEmpty();
			model.chat(ChatFixture.request(), naming(ChatFixture.CACHE));
			StreamEvents events = new StreamEvents();
			streaming.chat(ChatFixture.request(), naming(ChatFixture.CACHE), events);
			assertThat(events.response()).isInstanceOf(CachedChatResponse.class);
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@Test
	void anAnswerIsVoidedByTheTagsOfItsCall() {
		try (ChatFixture fixture = new ChatFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			ChatRequestOptions options = options(Map.of(CachedModels.TAGS, "policy:refund, policy:all"));
			fixture.model.chat(ChatFixture.request(), options);
			fixture.cache.invalidate(TenantId.DEFAULT, "policy:all");
			fixture.model.chat(ChatFixture.request(), options);
			assertThat(fixture.server.calls()).isEqualTo(2);
		}
	}

	@Test
	void tenantsDoNotMeet() {
		try (ChatFixture fixture = new ChatFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			for (String tenant : new String[] { "acme", "globex", "acme", " " }) {
				fixture.model.chat(ChatFixture.request(), options(Map.of(CachedModels.TENANT, tenant)));
			}
			assertThat(fixture.server.calls()).isEqualTo(3);
			assertThat(fixture.log.stored()).isEqualTo(2);
		}
	}

	@Test
	void aTenantThatIsNotKnownGoesToTheModel() {
		try (ChatFixture fixture = new ChatFixture(PLAIN, tenants(null), 1024 * 1024)) {
			for (ChatScenarioTests.Way way : ChatScenarioTests.Way.values()) {
				way.serve(fixture, "end_turn");
				way.ask(fixture);
			}
			assertThat(fixture.log.events(CacheEvent.Bypassed.class)).hasSize(2)
				.allSatisfy((event) -> assertThat(event.reason()).isEqualTo(BypassReason.TENANT_MISSING));
		}
	}

	// Such a thread may have a tenant left from whoever used it first.
	@Test
	void onAThreadOfTheModelTheResolverIsNotBelieved() {
		try (ChatFixture fixture = new ChatFixture(PLAIN, tenants(new TenantId("acme")), 1024 * 1024)) {
			fixture.server.answer(Script.stream(Answers.stream()));
			StreamEvents nested = new StreamEvents();
			AtomicReference<Throwable> trouble = new AtomicReference<>();
			fixture.streaming.chat(ChatFixture.request(), new StreamingChatResponseHandler() {

				@Override
				public void onCompleteResponse(ChatResponse completeResponse) {
					fixture.streaming.chat(ChatFixture.request("And then?"), nested);
				}

				@Override
				public void onError(Throwable error) {
					trouble.set(error);
				}

			});
			assertThat(nested.response()).isNotNull();
			assertThat(trouble.get()).isNull();
			assertThat(fixture.log.events(CacheEvent.Bypassed.class)).hasSize(1)
				.allSatisfy((event) -> assertThat(event.reason()).isEqualTo(BypassReason.TENANT_MISSING));
			assertThat(fixture.log.stored()).isEqualTo(1);
		}
	}

	@Test
	void anImageByUrlGoesToTheModelEachTime() {
		try (ChatFixture fixture = new ChatFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			ChatRequest request = ChatRequest.builder()
				.messages(UserMessage.from(TextContent.from("What is it?"), ImageContent.from("https://a.example/i")))
				.build();
			fixture.model.chat(request);
			fixture.model.chat(request);
			assertThat(fixture.server.calls()).isEqualTo(2);
			assertThat(fixture.log.events(CacheEvent.Bypassed.class)).hasSize(2)
				.allSatisfy((event) -> assertThat(event.reason()).isEqualTo(BypassReason.FACTOR_MISSING));
		}
	}

	@Test
	void aModelWhoseSettingsCannotBeReadIsCachedOnceTheyAreNamed() {
		try (ChatFixture fixture = new ChatFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			ChatModel model = fixture.plain().customHeaders(() -> Map.of("x", "y")).build();
			ChatModel unnamed = fixture.models.cached(model, ChatFixture.CACHE);
			unnamed.chat("Hi?");
			unnamed.chat("Hi?");
			assertThat(fixture.server.calls()).isEqualTo(2);
			ChatModel named = fixture.models.cached(model, ChatFixture.CACHE, "header x");
			named.chat("Hi?");
			named.chat("Hi?");
			assertThat(fixture.server.calls()).isEqualTo(3);
		}
	}

	@Test
	void aModelInsideACachedModelDoesNotWaitForIt() {
		try (ChatFixture fixture = new ChatFixture()) {
			fixture.server.answer(Script.json(200, Answers.message()));
			ChatModel twice = fixture.models.cached(fixture.model, ChatFixture.CACHE, "outer");
			assertThat(twice.chat("Hi?")).isEqualTo(Answers.TEXT);
			assertThat(twice.chat("Hi?")).isEqualTo(Answers.TEXT);
			assertThat(fixture.server.calls()).isEqualTo(1);
			assertThat(fixture.log.lookups()).isEqualTo(2);
		}
	}

	@Test
	void whatCannotBeRestoredEqualIsNotKept() {
		try (ChatFixture fixture = new ChatFixture()) {
			for (Object attribute : new Object[] { new StringBuilder("s"), 1L, new byte[] { 1 } }) {
				ChatModel model = fixture.models
					.cached(answering(AiMessage.builder().text("Hm.").attributes(Map.of("a", attribute)).build(),
							new TokenUsage(1, 2)), ChatFixture.CACHE, "attribute");
				model.chat("Hi?");
			}
			fixture.models.cached(answering(AiMessage.from("Hm."), new TokenUsage(1, 2) {
			}), ChatFixture.CACHE, "usage").chat("Hi?");
			assertThat(fixture.log.stored()).isZero();
			assertThat(fixture.log.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(4);
		}
	}

	@Test
	void aModelThatIsNotAnthropicsIsKeptByItsFinishReason() {
		try (ChatFixture fixture = new ChatFixture()) {
			ChatModel model = fixture.models.cached(answering(AiMessage.from("Hm."), new TokenUsage(1, 2, 4)),
					ChatFixture.CACHE, "own");
			ChatResponse first = model.chat(ChatFixture.request());
			ChatResponse second = model.chat(ChatFixture.request());
			assertThat(second).isInstanceOf(CachedChatResponse.class);
			assertThat(StoredChat.withoutTransport(second)).isEqualTo(first);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing", "{\"a\":1}", "{\"format\":2}", "{\"format\":1,\"request\":\"\"}",
			"{\"format\":1,\"finish\":\"LATER\"}",
			"{\"format\":1,\"finish\":\"STOP\",\"pieces\":[{\"LATER\":\"x\"}]}" })
	void anEntryThatCannotBeReadCostsTheCallOnly(String garbage) {
		try (ChatFixture fixture = new ChatFixture()) {
			ChatModel model = fixture.plain().build();
			ChatRequest merged = CallDesk.merged(ChatFixture.request(), model.defaultRequestParameters());
			Ticket ticket = (Ticket) fixture.cache
				.open(ChatKeys.request(merged, new ModelSettings(model, null).value()));
			ticket.complete(new AnswerDraft(Payload.json(garbage), StopReason.END_TURN, null, Usage.NONE, false),
					List.of());
			assertThat(fixture.log.stored()).isEqualTo(1);
			for (ChatScenarioTests.Way way : ChatScenarioTests.Way.values()) {
				way.serve(fixture, "end_turn");
				assertThat(way.ask(fixture).aiMessage().text()).isEqualTo(Answers.TEXT);
			}
			assertThat(fixture.server.calls()).isEqualTo(2);
			assertThat(fixture.log.served()).isEqualTo(2);
		}
	}

	@Test
	void anAnswerAboveTheLimitIsPassedOnWhole() {
		String text = "0123456789".repeat(3000);
		for (ChatScenarioTests.Way way : ChatScenarioTests.Way.values()) {
			try (ChatFixture fixture = new ChatFixture(
					(builder) -> builder
						.admission(List.of(io.github.claudecache.admission.AdmissionPolicy.standard(600))),
					ChatFixture.oneTenant(), 600)) {
				fixture.server.answer(way.streams()
						? Script.stream(Answers.start() + Answers.text(0, List.of(text)) + Answers.end("end_turn"))
						: Script.json(200, Answers.message(Answers.block(text), "end_turn")));
				assertThat(way.ask(fixture).aiMessage().text()).isEqualTo(text);
				assertThat(fixture.log.notStored(RefusalReason.TOO_LARGE)).isEqualTo(1);
			}
		}
	}

	@Test
	void insideATransactionNothingIsKept() {
		FakeTransactions transactions = new FakeTransactions();
		try (ChatFixture fixture = new ChatFixture((builder) -> builder.transactions(transactions),
				ChatFixture.oneTenant(), 1024 * 1024)) {
			fixture.server.answer(Script.json(200, Answers.message()));
			transactions.begin();
			fixture.ask();
			assertThat(fixture.log.notStored(RefusalReason.IN_TRANSACTION)).isEqualTo(1);
		}
	}

	private static ChatModel answering(AiMessage message, TokenUsage usage) {
		return new ChatModel() {

			@Override
			public ChatResponse chat(ChatRequest chatRequest) {
				return ChatResponse.builder()
					.aiMessage(message)
					.metadata(ChatResponseMetadata.builder()
						.id("1")
						.modelName("own")
						.finishReason(FinishReason.STOP)
						.tokenUsage(usage)
						.build())
					.build();
			}

		};
	}

	private static ChatRequestOptions naming(String cache) {
		return options(Map.of(CachedModels.CACHE, cache));
	}

	private static ChatRequestOptions options(Map<Object, Object> attributes) {
		return ChatRequestOptions.builder().listenerAttributes(attributes).build();
	}

	private static CallTenants tenants(TenantId ofThread) {
		return new CallTenants() {

			@Override
			public TenantId ofThread() {
				if (ofThread == null) {
					throw new UnkeyableException(BypassReason.TENANT_MISSING, "none");
				}
				return ofThread;
			}

			@Override
			public TenantId elsewhere() {
				throw new UnkeyableException(BypassReason.TENANT_MISSING, "none");
			}

		};
	}

}
