package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import com.anthropic.client.AnthropicClient;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.aop.ReactiveTenantResolver;
import io.github.claudecache.aop.TenantResolver;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.anthropic.MessagesServer;
import io.github.claudecache.client.springai.ClaudeCacheAdvisor;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClaudeCacheSpringAiAutoConfiguration}, with Spring AI's own.
 */
@Tag("spring-ai")
class ClaudeCacheSpringAiAutoConfigurationTests {

	private final MessagesServer server = new MessagesServer()
		.answer(MessagesServer.Script.json(200, Answers.message()));

	private final ApplicationContextRunner plain = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
				ClaudeCacheSpringAiAutoConfiguration.class, ChatClientAutoConfiguration.class))
		.withBean(ChatModel.class, this::model);

	private final ApplicationContextRunner runner = this.plain.withUserConfiguration(Cached.class)
		.withPropertyValues("claude.cache.caches.faq.volatility=reference");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aClientFromTheBuilderIsCached() {
		this.runner.run((context) -> {
			ChatClient client = context.getBean(ChatClient.Builder.class).build();
			ask(client, "faq");
			ask(context.getBean(ChatClient.Builder.class).build(), "faq");
			assertThat(this.server.calls()).isEqualTo(1);
		});
	}

	@Test
	void theAdvisorCanBeAddedToAnyClient() {
		this.runner.run((context) -> {
			ClaudeCacheAdvisor advisor = context.getBean(ClaudeCacheAdvisor.class);
			ask(ChatClient.builder(context.getBean(ChatModel.class)).defaultAdvisors(advisor).build(), "faq");
			ask(context.getBean(ChatClient.Builder.class).defaultAdvisors(advisor).build(), "faq");
			assertThat(this.server.calls()).isEqualTo(1);
		});
	}

	@Test
	void callsThatNameNoCacheAreNotCachedUnlessThereIsADefault() {
		this.runner.run((context) -> {
			ChatClient client = context.getBean(ChatClient.Builder.class).build();
			ask(client, null);
			ask(client, null);
			assertThat(this.server.calls()).isEqualTo(2);
		});
		this.runner.withPropertyValues("claude.cache.spring-ai.default-cache=faq").run((context) -> {
			ChatClient client = context.getBean(ChatClient.Builder.class).build();
			ask(client, null);
			ask(client, null);
			ask(client, "");
			assertThat(this.server.calls()).isEqualTo(4);
		});
	}

	@Test
	void aDefaultCacheThatDoesNotExistStopsTheStartUp() {
		this.runner.withPropertyValues("claude.cache.spring-ai.default-cache=faqs")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("claude.cache.spring-ai.default-cache")
				.hasMessageContaining("Did you mean 'faq'?"));
	}

	@Test
	void theOrderIsThatOfTheProperty() {
		this.runner.run((context) -> assertThat(context.getBean(ClaudeCacheAdvisor.class).getOrder())
			.isEqualTo(ClaudeCacheAdvisor.DEFAULT_ORDER));
		this.runner.withPropertyValues("claude.cache.spring-ai.order=7")
			.run((context) -> assertThat(context.getBean(ClaudeCacheAdvisor.class).getOrder()).isEqualTo(7));
	}

	@Test
	void theAdvisorOfTheApplicationWins() {
		ClaudeCacheAdvisor own = new ClaudeCacheAdvisor(() -> {
			throw new IllegalStateException();
		}, () -> {
			throw new IllegalStateException();
		}, () -> {
			throw new IllegalStateException();
		}, new ClaudeCacheAdvisor.Settings(null, 1, 0));
		this.runner.withBean("own", ClaudeCacheAdvisor.class, () -> own)
			.run((context) -> assertThat(context).getBean(ClaudeCacheAdvisor.class).isSameAs(own));
	}

	@Test
	void inShadowModeAnotherIdIsNoOtherAnswer() {
		this.runner.withBean(EventLog.class)
			.withPropertyValues("claude.cache.caches.faq.mode=shadow")
			.run((context) -> {
				ChatClient client = context.getBean(ChatClient.Builder.class).build();
				for (String id : new String[] { "msg_01", "msg_77" }) {
					this.server.answer(MessagesServer.Script.json(200, Answers.message().replace("msg_01", id)));
					ask(client, "faq");
				}
				assertThat(this.server.calls()).isEqualTo(2);
				EventLog events = context.getBean(EventLog.class);
				Eventually.holds("a verdict is told", () -> events.events(CacheEvent.Audited.class).size() == 1);
				assertThat(events.events(CacheEvent.Audited.class).get(0).verdict()).isEqualTo(AuditVerdict.SAME);
			});
	}

	@Test
	void itCanBeSwitchedOff() {
		this.runner.withPropertyValues("claude.cache.spring-ai.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(ClaudeCacheAdvisor.class)
				.doesNotHaveBean(ChatClientBuilderCustomizer.class);
			ask(context.getBean(ChatClient.Builder.class).build(), "faq");
			ask(context.getBean(ChatClient.Builder.class).build(), "faq");
			assertThat(this.server.calls()).isEqualTo(2);
		});
	}

	@Test
	void withoutTheAnnotationThereIsNoAdvisor() {
		this.plain.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ClaudeCacheAdvisor.class));
	}

	@Test
	void theTenantOfACallIsThatOfTheResolver() {
		AtomicReference<TenantId> tenant = new AtomicReference<>(new TenantId("acme"));
		this.runner.withBean(TenantResolver.class, () -> tenant::get).run((context) -> {
			ChatClient client = context.getBean(ChatClient.Builder.class).build();
			ask(client, "faq");
			ask(client, "faq");
			assertThat(this.server.calls()).isEqualTo(1);
			tenant.set(new TenantId("globex"));
			ask(client, "faq");
			assertThat(this.server.calls()).isEqualTo(2);
			tenant.set(null);
			ask(client, "faq");
			ask(client, "faq");
			assertThat(this.server.calls()).isEqualTo(4);
		});
	}

	@Test
	void theTenantOfAStreamIsNotThatOfAThread() {
		this.server.answer(MessagesServer.Script.stream(Answers.stream()));
		this.runner.withBean(TenantResolver.class, () -> () -> new TenantId("acme")).run((context) -> {
			ChatClient client = context.getBean(ChatClient.Builder.class).build();
			stream(client, null, null);
			stream(client, null, null);
			assertThat(this.server.calls()).isEqualTo(2);
			stream(client, "acme", null);
			ask(client, "faq");
			assertThat(this.server.calls()).isEqualTo(3);
		});
	}

	@Test
	void theTenantOfAStreamIsThatOfItsSubscriber() {
		this.server.answer(MessagesServer.Script.stream(Answers.stream()));
		ReactiveTenantResolver resolver = (context) -> Mono.justOrEmpty(context.<String>getOrEmpty("tenant"))
			.map((name) -> {
				if (name.equals("broken")) {
					throw new IllegalStateException();
				}
				return new TenantId(name);
			});
		this.runner.withBean(ReactiveTenantResolver.class, () -> resolver).run((context) -> {
			ChatClient client = context.getBean(ChatClient.Builder.class).build();
			for (String subscriber : new String[] { "acme", "globex", "acme" }) {
				stream(client, null, subscriber);
			}
			assertThat(this.server.calls()).isEqualTo(2);
			for (String subscriber : new String[] { "broken", "broken", null, null }) {
				stream(client, null, subscriber);
			}
			assertThat(this.server.calls()).isEqualTo(6);
		});
	}

	@Test
	void theStarterStartsWithoutSpringAi() {
		all().withClassLoader(new FilteredClassLoader("org.springframework.ai"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ClaudeCache.class)
				.doesNotHaveBean("claudeCacheSpringAiAdvisor"));
	}

	@Test
	void theStarterStartsWithoutTheSdk() {
		all().withClassLoader(new FilteredClassLoader("com.anthropic"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ClaudeCacheAdvisor.class));
	}

	@Test
	void theSdkOfSpringAiGetsNoInterceptorThatIsMadeForAnother() {
		AnthropicClient client = model().getAnthropicClient();
		all().withBean(AnthropicClient.class, () -> client).run((context) -> {
			assertThat(context).hasNotFailed()
				.hasSingleBean(ClaudeCacheAdvisor.class)
				.doesNotHaveBean(ClaudeCacheAnthropicAutoConfiguration.class);
			assertThat(context.getBean(AnthropicClient.class)).isSameAs(client);
		});
	}

	private ApplicationContextRunner all() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ImportCandidates
				.load(org.springframework.boot.autoconfigure.AutoConfiguration.class, getClass().getClassLoader())
				.getCandidates()
				.stream()
				.filter((name) -> name.startsWith("io.github.claudecache."))
				.map((name) -> ClassUtils.resolveClassName(name, getClass().getClassLoader()))
				.toArray(Class<?>[]::new)))
			.withUserConfiguration(Cached.class)
			.withPropertyValues("claude.cache.caches.faq.volatility=reference");
	}

	private AnthropicChatModel model() {
		return AnthropicChatModel.builder()
			.options(AnthropicChatOptions.builder()
				.baseUrl(this.server.url())
				.apiKey("k")
				.maxRetries(0)
				.model("claude-sonnet-4-5")
				.maxTokens(100)
				.build())
			.build();
	}

	private static void ask(ChatClient client, String cache) {
		spec(client, cache).call().content();
	}

	private static void stream(ChatClient client, String tenant, String subscriber) {
		ChatClient.ChatClientRequestSpec spec = spec(client, "faq");
		if (tenant != null) {
			spec = spec.advisors((advisors) -> advisors.param(ClaudeCacheAdvisor.TENANT_PARAM, tenant));
		}
		spec.stream()
			.content()
			.contextWrite((context) -> (subscriber != null) ? context.put("tenant", subscriber) : context)
			.collectList()
			.block(Duration.ofSeconds(60));
	}

	private static ChatClient.ChatClientRequestSpec spec(ChatClient client, String cache) {
		ChatClient.ChatClientRequestSpec spec = client.prompt("What is the refund policy?");
		return (cache != null) ? spec.advisors((advisors) -> advisors.param(ClaudeCacheAdvisor.CACHE_PARAM, cache))
				: spec;
	}

	@EnableClaudeCache
	@Configuration(proxyBeanMethods = false)
	static class Cached {

	}

}
