package io.github.claudecache.client.springai;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.anthropic.MessagesServer;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.MutableClock;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.advisor.api.Advisor;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * A chat client of Spring AI with the advisor, Spring AI's own model for Claude, the
 * server that it talks to, and a cache named {@code faq}.
 */
final class ChatFixture implements AutoCloseable {

	static final String CACHE = "faq";

	static final String QUESTION = "What is the refund policy?";

	final MessagesServer server = new MessagesServer();

	final MutableClock clock = new MutableClock();

	final EventLog log = new EventLog();

	final ClaudeCache cache;

	final ClaudeCacheAdvisor advisor;

	final AnthropicChatModel model;

	final ChatClient client;

	ChatFixture() {
		this((builder) -> {
		});
	}

	ChatFixture(Consumer<ClaudeCacheBuilder> customizer) {
		this(customizer, oneTenant(), subscribers(TenantId.DEFAULT), settings(null, 1024 * 1024));
	}

	ChatFixture(Consumer<ClaudeCacheBuilder> customizer, CallTenants tenants, Subscribers subscribers,
			ClaudeCacheAdvisor.Settings settings) {
		ClaudeCacheBuilder builder = ClaudeCache.builder()
			.caches(CacheDefinition.of(CACHE, "reference"))
			.clock(this.clock)
			.store(new InMemoryAnswerStore(InMemoryAnswerStore.Settings.DEFAULT, this.clock, Runnable::run))
			.listeners(List.of(this.log));
		customizer.accept(builder);
		this.cache = builder.build();
		this.advisor = new ClaudeCacheAdvisor(() -> this.cache, () -> tenants, () -> subscribers, settings);
		this.model = AnthropicChatModel.builder()
			.options(AnthropicChatOptions.builder()
				.baseUrl(this.server.url())
				.apiKey("sk-test")
				.maxRetries(0)
				.model("claude-sonnet-4-5")
				.maxTokens(1024)
				.build())
			.build();
		this.client = client(this.advisor);
	}

	ChatClient client(Advisor... advisors) {
		return ChatClient.builder(this.model).defaultAdvisors(advisors).build();
	}

	static ClaudeCacheAdvisor.Settings settings(@Nullable String defaultCache, long maxAnswerBytes) {
		return new ClaudeCacheAdvisor.Settings(defaultCache, maxAnswerBytes, ClaudeCacheAdvisor.DEFAULT_ORDER);
	}

	static CallTenants oneTenant() {
		return new CallTenants() {

			@Override
			public TenantId ofThread() {
				return TenantId.DEFAULT;
			}

			@Override
			public TenantId elsewhere() {
				return TenantId.DEFAULT;
			}

		};
	}

	static Subscribers subscribers(TenantId tenant) {
		return new Subscribers() {

			@Override
			public Mono<TenantId> tenant(ContextView context) {
				return Mono.just(tenant);
			}

			@Override
			public Mono<Boolean> inTransaction() {
				return Mono.just(false);
			}

		};
	}

	ChatClient.ChatClientRequestSpec ask() {
		return ask(Map.of());
	}

	ChatClient.ChatClientRequestSpec ask(Map<String, Object> params) {
		return this.client.prompt(QUESTION)
			.advisors((spec) -> spec.param(ClaudeCacheAdvisor.CACHE_PARAM, CACHE).params(params));
	}

	ChatResponse call() {
		return ask().call().chatResponse();
	}

	Flux<ChatResponse> stream() {
		return ask().stream().chatResponse();
	}

	static @Nullable CacheMark mark(ChatResponse response) {
		return response.getMetadata().get(ClaudeCacheAdvisor.MARK);
	}

	static String text(List<ChatResponse> chunks) {
		StringBuilder text = new StringBuilder();
		for (ChatResponse chunk : chunks) {
			chunk.getResults().forEach((generation) -> text.append(generation.getOutput().getText()));
		}
		return text.toString();
	}

	@Override
	public void close() {
		this.model.getAnthropicClient().close();
		this.model.getAnthropicClientAsync().close();
		this.server.close();
	}

}
