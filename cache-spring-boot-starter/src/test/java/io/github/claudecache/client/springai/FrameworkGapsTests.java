package io.github.claudecache.client.springai;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.client.springai.ChatScenarioTests.Way;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.ManualPatience;
import io.github.claudecache.testsupport.MutableClock;
import io.github.claudecache.testsupport.semantic.NotJudge;
import io.github.claudecache.testsupport.semantic.WordVectors;
import io.github.claudecache.testsupport.store.FaultyStore;
import io.github.claudecache.testsupport.store.StoreFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.advisor.MessageChatMemoryAdvisor;
import org.springframework.ai.chat.client.advisor.api.AdvisorChain;
import org.springframework.ai.chat.client.advisor.api.BaseAdvisor;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.memory.ChatMemory;
import org.springframework.ai.chat.memory.MessageWindowChatMemory;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.tool.function.FunctionToolCallback;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the cache of the framework itself gets wrong, one by one: a key of the user's text
 * and the system prompt, no tenants, no end of life, invalidation of everything or
 * nothing, answers that were cut or refused, and a store whose trouble reaches the
 * caller.
 */
@Tag("spring-ai")
class FrameworkGapsTests {

	private static final String ASKED = "Does the big Pro plan have single sign on please?";

	private static final String OTHER = "Please does the big Pro plan have single sign on";

	private static final String OPPOSITE = "Does the big Pro plan not have single sign on please?";

	private final ChatFixture fixture = new ChatFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	// Its key was the text of the user: "technical writer" was served to "poet"
	// (spring-ai#5256). It has the system prompt now, and nothing else.
	@ParameterizedTest
	@EnumSource
	void everythingThatTheModelGetsIsInTheKey(Way way) {
		way.serve(this.fixture, "end_turn");
		List<Consumer<ChatClient.ChatClientRequestSpec>> changes = List.of((spec) -> {
		}, (spec) -> spec.system("You are a poet."), (spec) -> spec.system("You are a technical writer."),
				(spec) -> spec.options(AnthropicChatOptions.builder().model("claude-opus-4-5").maxTokens(1024)),
				(spec) -> spec.options(AnthropicChatOptions.builder().model("claude-sonnet-4-5").maxTokens(10)),
				(spec) -> spec.tools(tool(new AtomicInteger())),
				(spec) -> spec.messages(new org.springframework.ai.chat.messages.UserMessage("Hi"),
						new org.springframework.ai.chat.messages.AssistantMessage("Hello")));
		for (int round = 0; round < 2; round++) {
			for (Consumer<ChatClient.ChatClientRequestSpec> change : changes) {
				ChatClient.ChatClientRequestSpec spec = this.fixture.ask();
				change.accept(spec);
				ask(way, spec);
			}
			assertThat(this.fixture.server.calls()).isEqualTo(changes.size());
		}
	}

	// It sits in front of memory and retrieval, and sees the bare question.
	@ParameterizedTest
	@EnumSource
	void whatWasRetrievedIsInTheKey(Way way) {
		way.serve(this.fixture, "end_turn");
		for (String version : new String[] { "Returns: 30 days.", "Returns: 14 days.", "Returns: 30 days." }) {
			ask(way, this.fixture.ask().advisors(new Retrieving(version)));
		}
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void whatIsRememberedOfAConversationIsInTheKeyAndItsIdentifierIsNot(Way way) {
		way.serve(this.fixture, "end_turn");
		MessageChatMemoryAdvisor memory = MessageChatMemoryAdvisor.builder(MessageWindowChatMemory.builder().build())
			.build();
		for (String conversation : new String[] { "one", "two" }) {
			for (int i = 0; i < 2; i++) {
				ask(way, this.fixture.ask(Map.of(ChatMemory.CONVERSATION_ID, conversation)).advisors(memory));
			}
		}
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.served()).isEqualTo(2);
	}

	@Test
	void tenantsAreKeptApart() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		for (String tenant : new String[] { "acme", "globex" }) {
			this.fixture.ask(Map.of(ClaudeCacheAdvisor.TENANT_PARAM, tenant)).call().content();
		}
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void anAnswerGrowsOldHoweverOftenItIsServed() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		for (int hour = 0; hour < 24; hour++) {
			this.fixture.call();
			this.fixture.clock.advance(Duration.ofHours(1));
		}
		this.fixture.call();
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@Test
	void oneDocumentIsInvalidatedAndNotEverything() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		for (int round = 0; round < 2; round++) {
			this.fixture.ask(Map.of(ClaudeCacheAdvisor.TAGS_PARAM, "doc:refunds")).call().content();
			this.fixture.ask(Map.of(ClaudeCacheAdvisor.TAGS_PARAM, "doc:plans")).user("And plans?").call().content();
			this.fixture.cache.invalidate(TenantId.DEFAULT, "doc:plans");
		}
		assertThat(this.fixture.server.calls()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "max_tokens", "refusal" })
	void whatWasCutOrRefusedIsNotKept(String stopReason) {
		for (Way way : Way.values()) {
			way.serve(this.fixture, stopReason);
			way.ask(this.fixture);
		}
		assertThat(this.fixture.log.stored()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void theTroubleOfAStoreDoesNotReachTheCaller(Way way) {
		FaultyStore store = new FaultyStore(new InMemoryAnswerStore());
		try (ChatFixture faulty = new ChatFixture(
				(builder) -> builder.store(store).storeWaiting(new ManualPatience(), Duration.ofMinutes(1)))) {
			store.plantEverywhere(StoreFault.THROWS);
			way.serve(faulty, "end_turn");
			assertThat(ChatFixture.text(way.ask(faulty))).isEqualTo(Answers.TEXT);
		}
	}

	@ParameterizedTest
	@EnumSource
	void theOppositeQuestionIsNotAnsweredAndAnotherWordingIs(Way way) {
		MutableClock clock = new MutableClock();
		SemanticTier tier = new SemanticTier(new WordVectors(), SemanticIndex.inMemory(100, 100, clock),
				new NotJudge(0.9), new SemanticTier.Settings(5, 0.5, Duration.ofSeconds(30)), clock,
				new ManualPatience());
		try (ChatFixture guarded = new ChatFixture((builder) -> builder.semantic(tier)
			.caches(CacheDefinition.of("plans", "reference").with(Semantic.GUARDED)))) {
			way.serve(guarded, "end_turn");
			assertThat(ChatFixture.mark(askPlans(way, guarded, ASKED))).isNull();
			assertThat(ChatFixture.mark(askPlans(way, guarded, OPPOSITE))).isNull();
			assertThat(ChatFixture.mark(askPlans(way, guarded, OTHER)).tier()).isEqualTo("semantic");
			// Not under the key of the other wording.
			assertThat(ChatFixture.mark(askPlans(way, guarded, OTHER)).tier()).isEqualTo("semantic");
			assertThat(guarded.server.calls()).isEqualTo(2);
		}
	}

	private static ChatResponse askPlans(Way way, ChatFixture fixture, String question) {
		ChatClient.ChatClientRequestSpec spec = fixture.client.prompt(question)
			.advisors((advisors) -> advisors.param(ClaudeCacheAdvisor.CACHE_PARAM, "plans"));
		return ask(way, spec).get(0);
	}

	// A tool is run again whenever it is asked for; only what is made of its result may
	// be
	// known already.
	@ParameterizedTest
	@EnumSource
	void toolsAreRunEachTimeAndTheirResultsAreInTheKey(Way way) {
		AtomicInteger stock = new AtomicInteger(1);
		AtomicInteger runs = new AtomicInteger();
		this.fixture.server.answer((exchange) -> {
			boolean second = this.fixture.server.received()
				.get(this.fixture.server.calls() - 1)
				.body()
				.contains("tool_result");
			if (way.streams()) {
				Script.stream(second ? Answers.stream() : Answers.toolStream()).answer(exchange);
			}
			else {
				Script.json(200, second ? Answers.message() : Answers.message(Answers.tool(), "tool_use"))
					.answer(exchange);
			}
		});
		for (int left : new int[] { 1, 1, 2 }) {
			stock.set(left);
			List<ChatResponse> answer = ask(way,
					this.fixture.ask().tools(FunctionToolCallback.builder("lookup", (Map<String, Object> input) -> {
						runs.incrementAndGet();
						return "In stock: " + stock.get();
					}).inputType(Map.class).description("Looks up").build()));
			assertThat(ChatFixture.text(answer)).isEqualTo(Answers.TEXT);
		}
		assertThat(runs).hasValue(3);
		assertThat(this.fixture.server.calls()).isEqualTo(5);
		assertThat(this.fixture.log.served()).isEqualTo(1);
	}

	private static Object tool(AtomicInteger runs) {
		return FunctionToolCallback.builder("lookup", (Map<String, Object> input) -> "" + runs.incrementAndGet())
			.inputType(Map.class)
			.description("Looks up")
			.build();
	}

	private static List<ChatResponse> ask(Way way, ChatClient.ChatClientRequestSpec spec) {
		return way.streams() ? spec.stream().chatResponse().collectList().block(Duration.ofSeconds(60))
				: List.of(spec.call().chatResponse());
	}

	/**
	 * Puts a document in front of the question.
	 *
	 * @param document the document
	 */
	private record Retrieving(String document) implements BaseAdvisor {

		@Override
		public ChatClientRequest before(ChatClientRequest request, AdvisorChain chain) {
			return request.mutate()
				.prompt(request.prompt()
					.augmentUserMessage(
							(message) -> message.mutate().text(this.document + "\n" + message.getText()).build()))
				.build();
		}

		@Override
		public ChatClientResponse after(ChatClientResponse response, AdvisorChain chain) {
			return response;
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

}
