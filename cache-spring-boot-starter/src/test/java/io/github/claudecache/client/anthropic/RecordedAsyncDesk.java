package io.github.claudecache.client.anthropic;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.services.async.MessageServiceAsync;
import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * Annotated methods that ask Claude by the asynchronous client.
 */
class RecordedAsyncDesk {

	/**
	 * The header that asks the server of a test for a stop reason.
	 */
	static final String STOP = "x-stop";

	private final AnthropicClientAsync client;

	private final AnthropicClient blocking;

	private final ClaudeCacheInterceptor interceptor;

	private volatile String system = "Answer briefly.";

	RecordedAsyncDesk(AnthropicClientAsync client, AnthropicClient blocking, ClaudeCacheInterceptor interceptor) {
		this.client = client;
		this.blocking = blocking;
		this.interceptor = interceptor;
	}

	void system(String system) {
		this.system = system;
	}

	AnthropicClientAsync client() {
		return this.client;
	}

	MessageCreateParams params(String question) {
		return MessageCreateParams.builder()
			.model("claude-sonnet-4-5")
			.maxTokens(100)
			.system(this.system)
			.addUserMessage(question)
			.putAdditionalHeader(STOP, question.startsWith("cut") ? "max_tokens" : "end_turn")
			.build();
	}

	@ClaudeCached(name = "text", volatility = "static")
	CompletableFuture<String> ask(@CacheMessage String question, Way way) {
		return way.ask.apply(this, question);
	}

	@ClaudeCached(name = "chained", volatility = "static")
	CompletableFuture<String> chained(@CacheMessage String question, Chain chain) {
		return chain.ask.apply(this, question);
	}

	@ClaudeCached(name = "blocking", volatility = "static")
	String blocking(@CacheMessage String question) {
		return plain(this.client.messages(), question).join();
	}

	@ClaudeCached(name = "mono", volatility = "static")
	Mono<String> mono(@CacheMessage String question) {
		return Mono.fromFuture(() -> plain(this.client.messages(), question));
	}

	@ClaudeCached(name = "message", volatility = "static")
	CompletableFuture<Message> message(@CacheMessage String question) {
		return this.client.messages().create(params(question));
	}

	@ClaudeCached(name = "flux", volatility = "static")
	Flux<String> flux(@CacheMessage String question) {
		return Flux
			.create((sink) -> this.client.messages().createStreaming(params(question)).subscribe(new Pieces(sink)));
	}

	@ClaudeCached(name = "answer", volatility = "static", repeatable = true)
	CompletableFuture<ClaudeAnswer<String>> answer(@CacheMessage String question) {
		return plain(this.client.messages(), question).thenApply(ClaudeAnswer::complete);
	}

	@ClaudeCached(name = "elsewhere", volatility = "static")
	CompletableFuture<String> elsewhere(@CacheMessage String question, @CacheIgnore Executor threads) {
		return CompletableFuture.supplyAsync(() -> plain(this.client.messages(), question).join(), threads);
	}

	private CompletableFuture<String> plain(MessageServiceAsync messages, String question) {
		return messages.create(params(question)).thenApply(AnthropicFixture::text);
	}

	private CompletableFuture<String> raw(MessageServiceAsync.WithRawResponse messages, String question) {
		return messages.create(params(question)).thenApply((response) -> AnthropicFixture.text(response.parse()));
	}

	private CompletableFuture<String> streamed(AsyncStreamResponse<RawMessageStreamEvent> response) {
		StringBuilder text = new StringBuilder();
		return response.subscribe((event) -> pieces(event).forEach(text::append))
			.onCompleteFuture()
			.thenApply((done) -> text.toString());
	}

	private CompletableFuture<String> beta(String question) {
		return this.client.beta()
			.messages()
			.create(com.anthropic.models.beta.messages.MessageCreateParams.builder()
				.model("claude-sonnet-4-5")
				.maxTokens(100)
				.addUserMessage(question)
				.build())
			.thenApply((message) -> message.content().get(0).asText().text());
	}

	private static List<String> pieces(RawMessageStreamEvent event) {
		return event.contentBlockDelta()
			.flatMap((delta) -> delta.delta().text())
			.map((delta) -> List.of(delta.text()))
			.orElse(List.of());
	}

	/**
	 * The ways to the same call.
	 */
	enum Way {

		PLAIN((desk, question) -> desk.plain(desk.client.messages(), question)),

		WITH_REQUEST_OPTIONS((desk, question) -> desk.client.messages()
			.create(desk.params(question), RequestOptions.builder().responseValidation(true).build())
			.thenApply(AnthropicFixture::text)),

		RAW((desk, question) -> desk.raw(desk.client.messages().withRawResponse(), question)),

		RAW_CLIENT((desk, question) -> desk.raw(desk.client.withRawResponse().messages(), question)),

		RAW_STREAM((desk, question) -> desk.client.messages()
			.withRawResponse()
			.createStreaming(desk.params(question))
			.thenApply((response) -> {
				StringBuilder text = new StringBuilder();
				try (var events = response.parse()) {
					events.stream().forEach((event) -> pieces(event).forEach(text::append));
				}
				return text.toString();
			})),

		STREAM((desk, question) -> desk.streamed(desk.client.messages().createStreaming(desk.params(question)))),

		BETA(RecordedAsyncDesk::beta),

		OF_BLOCKING_CLIENT((desk, question) -> desk.plain(desk.blocking.async().messages(), question)),

		THERE_AND_BACK((desk, question) -> desk.plain(desk.client.sync().async().messages(), question)),

		OTHER_OPTIONS((desk,
				question) -> desk.plain(desk.client.withOptions((options) -> options.putHeader("x-own", "1"))
					.messages()
					.withOptions((options) -> options.maxRetries(1)), question)),

		OTHER_INTERCEPTORS((desk, question) -> desk
			.plain(desk.client.withOptions((options) -> options.interceptors(List.of())).messages(), question)),

		ATTACHED_TWICE((desk, question) -> desk.plain(desk.interceptor.attach(desk.client).messages(), question)),

		NAMES_A_CACHE((desk, question) -> desk.client.messages()
			.create(desk.params(question)
				.toBuilder()
				.putAdditionalHeader(ClaudeCacheInterceptor.CACHE_HEADER, "literal")
				.build())
			.thenApply(AnthropicFixture::text));

		private final BiFunction<RecordedAsyncDesk, String, CompletableFuture<String>> ask;

		Way(BiFunction<RecordedAsyncDesk, String, CompletableFuture<String>> ask) {
			this.ask = ask;
		}

		boolean streamed() {
			return this == RAW_STREAM || this == STREAM;
		}

	}

	/**
	 * The ways to ask a second time, when the first answer is there.
	 */
	enum Chain {

		COMPOSED((desk, question) -> desk.plain(desk.client.messages(), question)
			.thenCompose((first) -> desk.plain(desk.client.messages(), first))),

		COMPOSED_LATER((desk, question) -> desk.plain(desk.client.messages(), question)
			.thenComposeAsync((first) -> desk.plain(desk.client.messages(), first))),

		BLOCKING((desk, question) -> desk.plain(desk.client.messages(), question)
			.thenApply((first) -> AnthropicFixture.text(desk.blocking.messages().create(desk.params(first))))),

		AFTER_A_STREAM((desk, question) -> desk.streamed(desk.client.messages().createStreaming(desk.params(question)))
			.thenCompose((first) -> desk.plain(desk.client.messages(), first))),

		IN_A_STREAM((desk, question) -> {
			CompletableFuture<String> second = new CompletableFuture<>();
			desk.client.messages()
				.createStreaming(desk.params(question))
				.subscribe(new AsyncStreamResponse.Handler<RawMessageStreamEvent>() {

					@Override
					public void onNext(RawMessageStreamEvent event) {
					}

					@Override
					public void onComplete(Optional<Throwable> error) {
						desk.plain(desk.client.messages(), "second").thenAccept(second::complete);
					}

				});
			return second;
		});

		private final BiFunction<RecordedAsyncDesk, String, CompletableFuture<String>> ask;

		Chain(BiFunction<RecordedAsyncDesk, String, CompletableFuture<String>> ask) {
			this.ask = ask;
		}

		boolean streamed() {
			return this == AFTER_A_STREAM || this == IN_A_STREAM;
		}

	}

	/**
	 * Gives a subscriber the text of a stream.
	 */
	private record Pieces(FluxSink<String> sink) implements AsyncStreamResponse.Handler<RawMessageStreamEvent> {

		@Override
		public void onNext(RawMessageStreamEvent event) {
			pieces(event).forEach(this.sink::next);
		}

		@Override
		public void onComplete(Optional<Throwable> error) {
			error.ifPresentOrElse(this.sink::error, this.sink::complete);
		}

	}

}
