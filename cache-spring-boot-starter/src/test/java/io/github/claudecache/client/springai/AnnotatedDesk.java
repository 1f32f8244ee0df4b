package io.github.claudecache.client.springai;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Annotated methods that return what Spring AI's models return, in every wrapper.
 */
class AnnotatedDesk {

	private final Function<String, ChatResponse> whole;

	private final Function<String, Flux<ChatResponse>> streamed;

	private final AtomicInteger calls = new AtomicInteger();

	private volatile int length = Integer.MAX_VALUE;

	AnnotatedDesk(Function<String, ChatResponse> whole, Function<String, Flux<ChatResponse>> streamed) {
		this.whole = whole;
		this.streamed = streamed;
	}

	int calls() {
		return this.calls.get();
	}

	void cutTo(int length) {
		this.length = length;
	}

	ChatResponse unseen(String question) {
		return this.whole.apply(question);
	}

	@ClaudeCached(name = "plain", volatility = "reference")
	public ChatResponse plain(@CacheMessage String question) {
		return ask(question);
	}

	@ClaudeCached(name = "later", volatility = "reference")
	public CompletableFuture<ChatResponse> later(@CacheMessage String question) {
		return CompletableFuture.supplyAsync(() -> ask(question));
	}

	@ClaudeCached(name = "mono", volatility = "reference")
	public Mono<ChatResponse> mono(@CacheMessage String question) {
		return Mono.fromCallable(() -> ask(question));
	}

	@ClaudeCached(name = "optional", volatility = "reference")
	public Optional<ChatResponse> optional(@CacheMessage String question) {
		return Optional.of(ask(question));
	}

	@ClaudeCached(name = "answer", volatility = "reference")
	public ClaudeAnswer<ChatResponse> answer(@CacheMessage String question, StopReason reason) {
		return ClaudeAnswer.of(ask(question), reason, null, Usage.NONE);
	}

	@ClaudeCached(name = "chunks", volatility = "reference")
	public Flux<ChatResponse> chunks(@CacheMessage String question) {
		return Flux.defer(() -> {
			this.calls.incrementAndGet();
			return this.streamed.apply(question).take(this.length);
		});
	}

	@ClaudeCached(name = "repeated", volatility = "reference", repeatable = true)
	public ChatResponse repeated(@CacheMessage String question) {
		return ask(question);
	}

	@ClaudeCached(name = "repeated-chunks", volatility = "reference", repeatable = true)
	public Flux<ChatResponse> repeatedChunks(@CacheMessage String question) {
		return this.streamed.apply(question);
	}

	private ChatResponse ask(String question) {
		this.calls.incrementAndGet();
		return this.whole.apply(question);
	}

}
