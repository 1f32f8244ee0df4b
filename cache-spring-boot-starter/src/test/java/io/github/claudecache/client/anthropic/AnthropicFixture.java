package io.github.claudecache.client.anthropic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.ClaudeCacheBuilder;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.MutableClock;
import org.jspecify.annotations.Nullable;

/**
 * A client of the SDK with the interceptor, the server that it talks to, and a cache
 * named {@code faq}.
 */
final class AnthropicFixture implements AutoCloseable {

	static final String CACHE = "faq";

	static final String QUESTION = "What is the refund policy?";

	final MessagesServer server = new MessagesServer();

	final MutableClock clock = new MutableClock();

	final EventLog log = new EventLog();

	final ClaudeCache cache;

	final ClaudeCacheInterceptor interceptor;

	final AnthropicClient client;

	AnthropicFixture() {
		this((builder) -> {
		}, oneTenant());
	}

	AnthropicFixture(Consumer<ClaudeCacheBuilder> customizer, CallTenants tenants) {
		this(customizer, tenants, null, 1024 * 1024);
	}

	AnthropicFixture(Consumer<ClaudeCacheBuilder> customizer, CallTenants tenants, @Nullable String defaultCache,
			long maxAnswerBytes) {
		ClaudeCacheBuilder builder = ClaudeCache.builder()
			.caches(CacheDefinition.of(CACHE, "reference"))
			.clock(this.clock)
			.store(new InMemoryAnswerStore(InMemoryAnswerStore.Settings.DEFAULT, this.clock, Runnable::run))
			.listeners(List.of(this.log));
		customizer.accept(builder);
		this.cache = builder.build();
		this.interceptor = new ClaudeCacheInterceptor(() -> this.cache, () -> tenants, defaultCache, maxAnswerBytes);
		this.client = client(this.server, this.interceptor);
	}

	static AnthropicClient client(MessagesServer server, ClaudeCacheInterceptor interceptor) {
		return AnthropicOkHttpClient.builder()
			.baseUrl(server.url())
			.apiKey("sk-test")
			.maxRetries(0)
			.addInterceptor(interceptor)
			.build();
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

	static MessageCreateParams.Builder request() {
		return request(QUESTION);
	}

	static MessageCreateParams.Builder request(String question) {
		return MessageCreateParams.builder()
			.model("claude-sonnet-4-5")
			.maxTokens(1024)
			.addUserMessage(question)
			.putAdditionalHeader(ClaudeCacheInterceptor.CACHE_HEADER, CACHE);
	}

	Message ask(MessageCreateParams params) {
		return this.client.messages().create(params);
	}

	/**
	 * The header of the response that says what came of a call.
	 */
	Optional<String> mark(MessageCreateParams params) {
		try (var response = this.client.messages().withRawResponse().create(params)) {
			response.parse();
			return response.headers().values(ClaudeCacheInterceptor.CACHE_HEADER).stream().findFirst();
		}
	}

	List<RawMessageStreamEvent> stream(MessageCreateParams params) {
		try (StreamResponse<RawMessageStreamEvent> response = this.client.messages().createStreaming(params)) {
			return response.stream().toList();
		}
	}

	List<RawMessageStreamEvent> streamAsync(MessageCreateParams params) {
		List<RawMessageStreamEvent> events = new CopyOnWriteArrayList<>();
		AsyncStreamResponse<RawMessageStreamEvent> response = this.client.async().messages().createStreaming(params);
		CompletableFuture<Void> complete = response.subscribe(events::add).onCompleteFuture();
		Eventually.get(complete);
		return events;
	}

	static Message accumulated(Iterable<RawMessageStreamEvent> events) {
		MessageAccumulator accumulator = MessageAccumulator.create();
		events.forEach(accumulator::accumulate);
		return accumulator.message();
	}

	static String text(Message message) {
		return message.content()
			.stream()
			.flatMap((block) -> block.text().stream())
			.map((text) -> text.text())
			.findFirst()
			.orElse("");
	}

	/**
	 * The body of a response as it is.
	 */
	String body(MessageCreateParams params) {
		try (var response = this.client.messages().withRawResponse().create(params)) {
			return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.client.close();
		this.server.close();
	}

}
