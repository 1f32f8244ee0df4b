package io.github.claudecache.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.aop.TenantResolver;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer;
import io.github.claudecache.client.langchain4j.CachedChatResponse;
import io.github.claudecache.client.langchain4j.CachedModels;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClaudeCacheLangChain4jAutoConfiguration}.
 */
class ClaudeCacheLangChain4jAutoConfigurationTests {

	private final MessagesServer server = new MessagesServer()
		.answer(MessagesServer.Script.json(200, Answers.message()));

	private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ClaudeCacheAutoConfiguration.class, ClaudeCacheLangChain4jAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.plain.withUserConfiguration(Cached.class)
		.withPropertyValues("claude.cache.caches.faq.volatility=reference")
		.withBean(AnthropicChatModel.class, this::model);

	private final ApplicationContextRunner withDefault = this.runner
		.withPropertyValues("claude.cache.langchain4j.default-cache=faq");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aModelThatIsABeanIsCachedAndKeepsItsClass() {
		this.withDefault.run((context) -> {
			AnthropicChatModel model = context.getBean(AnthropicChatModel.class);
			assertThat(model.chat("Hi?")).isEqualTo(Answers.TEXT);
			assertThat(model.chat(UserMessage.from("Hi?"))).isInstanceOf(CachedChatResponse.class);
			assertThat(model.provider()).isEqualTo(ModelProvider.ANTHROPIC);
			assertThat(model.defaultRequestParameters().modelName()).isEqualTo("claude-sonnet-4-5");
			assertThat(context.getBean(ChatModel.class)).isSameAs(model);
			assertThat(this.server.calls()).isEqualTo(1);
		});
	}

	@Test
	void aStreamingModelThatIsABeanSharesTheEntry() {
		this.withDefault.withBean(AnthropicStreamingChatModel.class, this::streaming).run((context) -> {
			context.getBean(ChatModel.class).chat("Hi?");
			AtomicReference<ChatResponse> response = new AtomicReference<>();
			context.getBean(AnthropicStreamingChatModel.class).chat("Hi?", keeping(response));
			assertThat(response.get()).isInstanceOf(CachedChatResponse.class);
			assertThat(this.server.calls()).isEqualTo(1);
		});
	}

	@Test
	void callsThatNameNoCacheAreNotCachedUnlessThereIsADefault() {
		this.runner.run((context) -> {
			ChatModel model = context.getBean(ChatModel.class);
			model.chat("Hi?");
			model.chat("Hi?");
			assertThat(this.server.calls()).isEqualTo(2);
			ChatRequestOptions options = ChatRequestOptions.builder()
				.addListenerAttribute(CachedModels.CACHE, "faq")
				.build();
			model.chat(request(), options);
			assertThat(model.chat(request(), options)).isInstanceOf(CachedChatResponse.class);
			assertThat(this.server.calls()).isEqualTo(3);
		});
	}

	@Test
	void aDefaultCacheThatDoesNotExistStopsTheStartUp() {
		this.runner.withPropertyValues("claude.cache.langchain4j.default-cache=faqs")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("claude.cache.langchain4j.default-cache")
				.hasMessageContaining("Did you mean 'faq'?"));
	}

	@Test
	void aModelOfTheApplicationIsSeenByItsInterfacesIfItsClassIsFinal() {
		AtomicInteger calls = new AtomicInteger();
		this.withDefault.withBean("own", ChatModel.class, () -> new Own(new Answering(calls))).run((context) -> {
			ChatModel own = context.getBean("own", ChatModel.class);
			own.chat("Hi?");
			own.chat("Hi?");
			assertThat(calls).hasValue(1);
		});
	}

	@Test
	void aModelThatIsBothIsCachedAsBoth() {
		AtomicInteger calls = new AtomicInteger();
		this.withDefault.withBean("both", Both.class, () -> new Both(new Answering(calls))).run((context) -> {
			Both both = context.getBean(Both.class);
			both.chat("Hi?");
			AtomicReference<ChatResponse> response = new AtomicReference<>();
			both.chat("Hi?", keeping(response));
			assertThat(response.get()).isInstanceOf(CachedChatResponse.class);
			assertThat(calls).hasValue(1);
		});
	}

	@Test
	void aBeanThatIsDecoratedByTheApplicationIsLeftAlone() {
		this.runner.run((context) -> {
			ChatModel own = context.getBean(CachedModels.class).cached(model(), "faq", "mine");
			assertThat(new LangChain4jModelPostProcessor(() -> context.getBean(CachedModels.class))
				.postProcessAfterInitialization(own, "own")).isSameAs(own);
		});
	}

	@Test
	void aModelThatWrapsAnotherBeanDoesNotWaitForIt() {
		AtomicInteger calls = new AtomicInteger();
		this.plain.withUserConfiguration(Cached.class)
			.withPropertyValues("claude.cache.caches.faq.volatility=reference",
					"claude.cache.langchain4j.default-cache=faq")
			.withBean("inner", ChatModel.class, () -> new Own(new Answering(calls)))
			.withBean(Wrapping.class)
			.run((context) -> {
				context.getBean(Wrapping.class).chat("Hi?");
				context.getBean(Wrapping.class).chat("Hi?");
				assertThat(calls).hasValue(1);
				context.getBean("inner", ChatModel.class).chat("Hi?");
				context.getBean("inner", ChatModel.class).chat("Hi?");
				assertThat(calls).as("What a wrapper makes of an answer is another answer").hasValue(2);
			});
	}

	@Test
	void inShadowModeAnotherIdIsNoOtherAnswer() {
		this.withDefault.withBean(EventLog.class)
			.withPropertyValues("claude.cache.caches.faq.mode=shadow")
			.run((context) -> {
				ChatModel model = context.getBean(ChatModel.class);
				for (String id : new String[] { "msg_01", "msg_77" }) {
					this.server.answer(MessagesServer.Script.json(200, Answers.message().replace("msg_01", id)));
					model.chat("Hi?");
				}
				assertThat(this.server.calls()).isEqualTo(2);
				EventLog events = context.getBean(EventLog.class);
				Eventually.holds("a verdict is told", () -> events.events(CacheEvent.Audited.class).size() == 1);
				assertThat(events.events(CacheEvent.Audited.class).get(0).verdict()).isEqualTo(AuditVerdict.SAME);
			});
	}

	@Test
	void itCanBeSwitchedOff() {
		this.withDefault.withPropertyValues("claude.cache.langchain4j.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(CachedModels.class);
			context.getBean(ChatModel.class).chat("Hi?");
			context.getBean(ChatModel.class).chat("Hi?");
			assertThat(this.server.calls()).isEqualTo(2);
		});
	}

	@Test
	void withoutTheAnnotationThereIsNothing() {
		this.plain.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(CachedModels.class)
			.doesNotHaveBean(LangChain4jModelPostProcessor.class));
	}

	@Test
	void theStarterStartsWithoutLangChain4j() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ImportCandidates
				.load(org.springframework.boot.autoconfigure.AutoConfiguration.class, getClass().getClassLoader())
				.getCandidates()
				.stream()
				.filter((name) -> name.startsWith("io.github.claudecache."))
				.map((name) -> ClassUtils.resolveClassName(name, getClass().getClassLoader()))
				.toArray(Class<?>[]::new)))
			.withUserConfiguration(Cached.class)
			.withPropertyValues("claude.cache.caches.faq.volatility=reference")
			.withClassLoader(new FilteredClassLoader("dev.langchain4j"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ClaudeCache.class)
				.doesNotHaveBean("claudeCacheLangChain4jModels"));
	}

	@Test
	void theTenantIsThatOfTheResolver() {
		AtomicReference<TenantId> tenant = new AtomicReference<>(new TenantId("acme"));
		this.withDefault.withBean(TenantResolver.class, () -> tenant::get).run((context) -> {
			ChatModel model = context.getBean(ChatModel.class);
			model.chat("Hi?");
			model.chat("Hi?");
			assertThat(this.server.calls()).isEqualTo(1);
			tenant.set(new TenantId("globex"));
			model.chat("Hi?");
			assertThat(this.server.calls()).isEqualTo(2);
			tenant.set(null);
			model.chat("Hi?");
			model.chat("Hi?");
			assertThat(this.server.calls()).isEqualTo(4);
		});
	}

	private AnthropicChatModel model() {
		return AnthropicChatModel.builder()
			.baseUrl(this.server.url() + "/v1")
			.apiKey("k")
			.modelName("claude-sonnet-4-5")
			.maxRetries(0)
			.build();
	}

	private AnthropicStreamingChatModel streaming() {
		return AnthropicStreamingChatModel.builder()
			.baseUrl(this.server.url() + "/v1")
			.apiKey("k")
			.modelName("claude-sonnet-4-5")
			.build();
	}

	private static ChatRequest request() {
		return ChatRequest.builder().messages(UserMessage.from("Hi?")).build();
	}

	private static StreamingChatResponseHandler keeping(AtomicReference<ChatResponse> response) {
		return new StreamingChatResponseHandler() {

			@Override
			public void onCompleteResponse(ChatResponse completeResponse) {
				response.set(completeResponse);
			}

			@Override
			public void onError(Throwable error) {
				throw new AssertionError(error);
			}

		};
	}

	@EnableClaudeCache
	@Configuration(proxyBeanMethods = false)
	static class Cached {

	}

	/**
	 * Counts how often it is asked. What it counts with is no setting, so it is static.
	 */
	static class Answering {

		private static final ThreadLocal<AtomicInteger> CALLS = new ThreadLocal<>();

		Answering(AtomicInteger calls) {
			CALLS.set(calls);
		}

		ChatResponse answer() {
			CALLS.get().incrementAndGet();
			return ChatResponse.builder()
				.aiMessage(AiMessage.from("Yes."))
				.finishReason(FinishReason.STOP)
				.modelName("own")
				.build();
		}

	}

	static final class Own implements ChatModel {

		private final Answering answering;

		Own(Answering answering) {
			this.answering = answering;
		}

		@Override
		public ChatResponse doChat(ChatRequest chatRequest) {
			return this.answering.answer();
		}

	}

	static class Wrapping implements ChatModel {

		private final ChatModel inner;

		Wrapping(ChatModel inner) {
			this.inner = inner;
		}

		@Override
		public ChatResponse chat(ChatRequest chatRequest) {
			return this.inner.chat(chatRequest);
		}

	}

	static class Both implements ChatModel, StreamingChatModel {

		private final Answering answering;

		Both(Answering answering) {
			this.answering = answering;
		}

		@Override
		public ChatResponse doChat(ChatRequest chatRequest) {
			return this.answering.answer();
		}

		@Override
		public void doChat(ChatRequest chatRequest, StreamingChatResponseHandler handler) {
			handler.onCompleteResponse(this.answering.answer());
		}

		@Override
		public ChatRequestParameters defaultRequestParameters() {
			return ChatModel.super.defaultRequestParameters();
		}

		@Override
		public List<ChatModelListener> listeners() {
			return ChatModel.super.listeners();
		}

		@Override
		public ModelProvider provider() {
			return ChatModel.super.provider();
		}

		@Override
		public Set<Capability> supportedCapabilities() {
			return ChatModel.super.supportedCapabilities();
		}

	}

}
