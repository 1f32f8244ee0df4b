package io.github.claudecache.client.langchain4j;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.anthropic.MessagesServer;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.MutableClock;

/**
 * LangChain4j's own models of Claude behind the cache {@code faq}, and the server that
 * they talk to.
 */
final class ChatFixture implements AutoCloseable {

	static final String CACHE = "faq";

	static final String QUESTION = "What is the refund policy?";

	final MessagesServer server = new MessagesServer();

	final MutableClock clock = new MutableClock();

	final EventLog log = new EventLog();

	final ClaudeCache cache;

	final CachedModels models;

	final ChatModel model;

	final StreamingChatModel streaming;

	ChatFixture() {
		this((builder) -> {
		}, oneTenant(), 1024 * 1024);
	}

	ChatFixture(Consumer<ClaudeCacheBuilder> customizer, CallTenants tenants, long maxAnswerBytes) {
		ClaudeCacheBuilder builder = ClaudeCache.builder()
			.caches(CacheDefinition.of(CACHE, "reference"))
			.clock(this.clock)
			.store(new InMemoryAnswerStore(InMemoryAnswerStore.Settings.DEFAULT, this.clock, Runnable::run))
			.listeners(List.of(this.log));
		customizer.accept(builder);
		this.cache = builder.build();
		this.models = new CachedModels(() -> this.cache, () -> tenants, null, maxAnswerBytes);
		this.model = this.models.cached(plain().build(), CACHE);
		this.streaming = this.models.cached(streamed().build(), CACHE);
	}

	AnthropicChatModel.AnthropicChatModelBuilder plain() {
		return plain(this.server);
	}

	AnthropicStreamingChatModel.AnthropicStreamingChatModelBuilder streamed() {
		return streamed(this.server);
	}

	static AnthropicChatModel.AnthropicChatModelBuilder plain(MessagesServer server) {
		return AnthropicChatModel.builder()
			.baseUrl(server.url() + "/v1")
			.apiKey("sk-test")
			.modelName("claude-sonnet-4-5")
			.timeout(Duration.ofSeconds(60))
			.maxRetries(0);
	}

	static AnthropicStreamingChatModel.AnthropicStreamingChatModelBuilder streamed(MessagesServer server) {
		return AnthropicStreamingChatModel.builder()
			.baseUrl(server.url() + "/v1")
			.apiKey("sk-test")
			.timeout(Duration.ofSeconds(60))
			.modelName("claude-sonnet-4-5");
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

	static ChatRequest request() {
		return request(QUESTION);
	}

	static ChatRequest request(String question) {
		return ChatRequest.builder().messages(UserMessage.from(question)).build();
	}

	ChatResponse ask() {
		return this.model.chat(request());
	}

	StreamEvents stream() {
		return stream(this.streaming, request());
	}

	static StreamEvents stream(StreamingChatModel model, ChatRequest request) {
		StreamEvents events = new StreamEvents();
		model.chat(request, events);
		return events;
	}

	@Override
	public void close() {
		this.server.close();
	}

}
