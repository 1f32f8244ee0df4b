package io.github.claudecache.autoconfigure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClientAsync;
import com.anthropic.models.messages.MessageCreateParams;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.aop.TenantResolver;
import io.github.claudecache.client.anthropic.Answers;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.anthropic.ClaudeCacheInterceptor;
import io.github.claudecache.client.anthropic.MessagesServer;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.semantic.AnswerVerifier;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.semantic.WordVectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClaudeCacheAnthropicAutoConfiguration}.
 */
class ClaudeCacheAnthropicAutoConfigurationTests {

	private final MessagesServer server = new MessagesServer()
		.answer(MessagesServer.Script.json(200, Answers.message()));

	private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ClaudeCacheAutoConfiguration.class, ClaudeCacheAnthropicAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.plain.withUserConfiguration(Cached.class)
		.withPropertyValues("claude.cache.caches.faq.volatility=reference")
		.withBean(AnthropicClient.class, this::client);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aClientThatIsABeanIsCached() {
		this.runner.run((context) -> {
			AnthropicClient client = context.getBean(AnthropicClient.class);
			client.messages().create(request("faq"));
			client.messages().create(request("faq"));
			Eventually.get(client.async().messages().create(request("faq")));
			assertThat(this.server.calls()).isEqualTo(1);
		});
	}

	@Test
	void anAsynchronousClientThatIsABeanIsCached() {
		this.runner
			.withBean(AnthropicClientAsync.class,
					() -> AnthropicOkHttpClientAsync.builder().baseUrl(this.server.url()).apiKey("k").build())
			.run((context) -> {
				AnthropicClientAsync client = context.getBean(AnthropicClientAsync.class);
				Eventually.get(client.messages().create(request("faq")));
				Eventually.get(client.messages().create(request("faq")));
				assertThat(this.server.calls()).isEqualTo(1);
			});
	}

	@Test
	void theInterceptorCanBeAddedToAnyClient() {
		this.runner.run((context) -> {
			ClaudeCacheInterceptor interceptor = context.getBean(ClaudeCacheInterceptor.class);
			AnthropicClient own = interceptor.attach(client());
			AnthropicClient added = client().withOptions((options) -> options.addInterceptor(interceptor));
			AnthropicClient twice = context.getBean(AnthropicClient.class)
				.withOptions((options) -> options.addInterceptor(interceptor));
			own.messages().create(request("faq"));
			added.messages().create(request("faq"));
			twice.messages().create(request("faq"));
			assertThat(this.server.calls()).isEqualTo(1);
		});
	}

	@Test
	void aStandInOfATestStaysWhatItIs() {
		AnthropicClient client = Mockito.mock(AnthropicClient.class);
		AnthropicClientAsync asynchronous = Mockito.mock(AnthropicClientAsync.class);
		this.plain.withUserConfiguration(Cached.class)
			.withBean(AnthropicClient.class, () -> client)
			.withBean(AnthropicClientAsync.class, () -> asynchronous)
			.run((context) -> {
				assertThat(context.getBean(AnthropicClient.class)).isSameAs(client);
				assertThat(context.getBean(AnthropicClientAsync.class)).isSameAs(asynchronous);
			});
	}

	@Test
	void callsThatNameNoCacheAreNotCachedUnlessThereIsADefault() {
		this.runner.run((context) -> {
			context.getBean(AnthropicClient.class).messages().create(request(null));
			context.getBean(AnthropicClient.class).messages().create(request(null));
			assertThat(this.server.calls()).isEqualTo(2);
		});
		this.runner.withPropertyValues("claude.cache.anthropic.default-cache=faq").run((context) -> {
			context.getBean(AnthropicClient.class).messages().create(request(null));
			context.getBean(AnthropicClient.class).messages().create(request(null));
			assertThat(this.server.calls()).isEqualTo(3);
		});
	}

	@Test
	void aDefaultCacheThatDoesNotExistStopsTheStartUp() {
		this.runner.withPropertyValues("claude.cache.anthropic.default-cache=faqs")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("claude.cache.anthropic.default-cache")
				.hasMessageContaining("Did you mean 'faq'?"));
	}

	@Test
	void theInterceptorOfTheApplicationWins() {
		ClaudeCacheInterceptor own = new ClaudeCacheInterceptor(() -> {
			throw new IllegalStateException();
		}, TenantsOfNobody::new, null, 1);
		this.runner.withBean("own", ClaudeCacheInterceptor.class, () -> own).run((context) -> {
			assertThat(context).getBean(ClaudeCacheInterceptor.class).isSameAs(own);
			context.getBean(AnthropicClient.class).messages().create(request("faq"));
			context.getBean(AnthropicClient.class).messages().create(request("faq"));
			assertThat(this.server.calls()).isEqualTo(2);
		});
	}

	@Test
	void inShadowModeAnotherIdIsNoOtherAnswer() {
		this.runner.withBean(EventLog.class)
			.withPropertyValues("claude.cache.caches.faq.mode=shadow")
			.run((context) -> {
				AnthropicClient client = context.getBean(AnthropicClient.class);
				for (String id : new String[] { "msg_01", "msg_77" }) {
					this.server.answer(MessagesServer.Script.json(200, Answers.message().replace("msg_01", id)));
					client.messages().create(request("faq"));
				}
				assertThat(this.server.calls()).isEqualTo(2);
				EventLog events = context.getBean(EventLog.class);
				Eventually.holds("a verdict is told", () -> events.events(CacheEvent.Audited.class).size() == 1);
				assertThat(events.events(CacheEvent.Audited.class).get(0).verdict()).isEqualTo(AuditVerdict.SAME);
			});
	}

	@Test
	void itCanBeSwitchedOff() {
		this.runner.withPropertyValues("claude.cache.anthropic.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(ClaudeCacheInterceptor.class);
			context.getBean(AnthropicClient.class).messages().create(request(null));
			assertThat(this.server.calls()).isEqualTo(1);
		});
	}

	@Test
	void withoutTheAnnotationThereIsNoInterceptor() {
		this.plain.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(ClaudeCacheInterceptor.class)
			.doesNotHaveBean(AnthropicClientPostProcessor.class));
	}

	@Test
	void theStarterStartsWithoutTheSdk() {
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
			.withClassLoader(new FilteredClassLoader("com.anthropic"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ClaudeCache.class)
				.doesNotHaveBean("claudeCacheAnthropicInterceptor"));
	}

	@Test
	void theTenantIsThatOfTheResolver() {
		AtomicReference<TenantId> tenant = new AtomicReference<>(new TenantId("acme"));
		this.runner.withBean(TenantResolver.class, () -> tenant::get).run((context) -> {
			AnthropicClient client = context.getBean(AnthropicClient.class);
			client.messages().create(request("faq"));
			client.messages().create(request("faq"));
			assertThat(this.server.calls()).isEqualTo(1);
			tenant.set(new TenantId("globex"));
			client.messages().create(request("faq"));
			assertThat(this.server.calls()).isEqualTo(2);
			tenant.set(null);
			client.messages().create(request("faq"));
			client.messages().create(request("faq"));
			assertThat(this.server.calls()).isEqualTo(4);
		});
	}

	@Test
	void onAThreadOfTheSdkTheResolverIsNotBelieved() {
		this.runner.withBean(TenantResolver.class, () -> () -> new TenantId("acme")).run((context) -> {
			AnthropicClient client = context.getBean(AnthropicClient.class);
			Eventually.get(client.async().messages().create(request("faq")));
			Eventually.get(client.async().messages().create(request("faq")));
			assertThat(this.server.calls()).isEqualTo(2);
			client.messages().create(request("faq"));
			MessageCreateParams named = request("faq").toBuilder()
				.putAdditionalHeader(ClaudeCacheInterceptor.TENANT_HEADER, "acme")
				.build();
			Eventually.get(client.async().messages().create(named));
			assertThat(this.server.calls()).isEqualTo(3);
		});
	}

	@Test
	void aVerifierThatAsksThroughTheClientIsNoCircle() {
		this.runner.withConfiguration(AutoConfigurations.of(ClaudeCacheSemanticAutoConfiguration.class))
			.withBean(EmbeddingProvider.class, WordVectors::new)
			.withBean(Asking.class)
			.withPropertyValues("claude.cache.semantic.self-test=false", "claude.cache.semantic.verifier.from=0")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(AnthropicClient.class).messages().create(request("faq"));
				context.getBean(AnthropicClient.class).messages().create(request("faq"));
				assertThat(this.server.calls()).isEqualTo(1);
			});
	}

	private AnthropicClient client() {
		return AnthropicOkHttpClient.builder().baseUrl(this.server.url()).apiKey("k").maxRetries(0).build();
	}

	private static MessageCreateParams request(String cache) {
		MessageCreateParams.Builder params = MessageCreateParams.builder()
			.model("claude-sonnet-4-5")
			.maxTokens(100)
			.addUserMessage("What is the refund policy?");
		return ((cache != null) ? params.putAdditionalHeader(ClaudeCacheInterceptor.CACHE_HEADER, cache) : params)
			.build();
	}

	@EnableClaudeCache
	@Configuration(proxyBeanMethods = false)
	static class Cached {

	}

	static class Asking implements AnswerVerifier {

		private final AnthropicClient client;

		Asking(AnthropicClient client) {
			this.client = client;
		}

		@Override
		public String name() {
			return "asking";
		}

		@Override
		public CompletionStage<Boolean> verify(Candidate candidate) {
			return CompletableFuture.completedFuture(this.client != null);
		}

	}

	static class TenantsOfNobody implements CallTenants {

		@Override
		public TenantId ofThread() {
			return TenantId.DEFAULT;
		}

		@Override
		public TenantId elsewhere() {
			return TenantId.DEFAULT;
		}

	}

}
