package io.github.claudecache.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.FinishReason;
import io.github.claudecache.client.langchain4j.CachedChatResponse;
import io.github.claudecache.client.langchain4j.CachedModels;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * The two models of Claude of LangChain4j.
 */
class LangChain4jClientTests extends ClientScenarios {

	private static final ChatRequestOptions OPTIONS = ChatRequestOptions.builder()
		.addListenerAttribute(CachedModels.CACHE, CACHE)
		.addListenerAttribute(CachedModels.TENANT, TENANT)
		.build();

	private ChatModel plain;

	private StreamingChatModel streaming;

	@BeforeEach
	void models(@Autowired CachedModels models) {
		String url = this.model.baseUrl() + "/v1";
		this.plain = models.cached(AnthropicChatModel.builder()
			.baseUrl(url)
			.apiKey("none-needed")
			.modelName("claude-test")
			.maxRetries(0)
			.build());
		this.streaming = models.cached(AnthropicStreamingChatModel.builder()
			.baseUrl(url)
			.apiKey("none-needed")
			.modelName("claude-test")
			.build());
	}

	@Override
	Answer ask() {
		ChatResponse response = this.plain.chat(request(), OPTIONS);
		return answer(response, List.of());
	}

	@Override
	Answer stream(Runnable eachPiece) {
		Reader reader = new Reader((handle) -> eachPiece.run());
		this.streaming.chat(request(), OPTIONS, reader);
		return answer(Eventually.get(reader.complete), List.of(String.join("", reader.pieces)));
	}

	@Override
	void cancelAtTheFirstPiece() {
		CompletableFuture<Void> cancelled = new CompletableFuture<>();
		this.streaming.chat(request(), OPTIONS, new Reader((handle) -> {
			handle.cancel();
			cancelled.complete(null);
		}));
		Eventually.get(cancelled);
	}

	@Override
	String named(String stopReason) {
		return (switch (stopReason) {
			case "max_tokens" -> FinishReason.LENGTH;
			case "tool_use" -> FinishReason.TOOL_EXECUTION;
			default -> FinishReason.OTHER;
		}).name();
	}

	private ChatRequest request() {
		return ChatRequest.builder().messages(UserMessage.from(this.question)).build();
	}

	// Without the raw response and the raw events, which belong to the connection of the
	// original call. The pieces of a text come as one from the cache.
	private static Answer answer(ChatResponse response, List<String> pieces) {
		List<Object> message = Arrays.asList(response.aiMessage(), response.id(), response.modelName(),
				response.finishReason(), response.tokenUsage());
		List<Object> events = new ArrayList<>(pieces);
		events.add(message);
		return new Answer(response.aiMessage().text(), response.finishReason().name(),
				response.aiMessage().hasToolExecutionRequests(), response instanceof CachedChatResponse, message,
				events);
	}

	/**
	 * Reads a stream to its end.
	 */
	private static final class Reader implements StreamingChatResponseHandler {

		private final List<String> pieces = new ArrayList<>();

		private final CompletableFuture<ChatResponse> complete = new CompletableFuture<>();

		private final Consumer<StreamingHandle> eachPiece;

		Reader(Consumer<StreamingHandle> eachPiece) {
			this.eachPiece = eachPiece;
		}

		@Override
		public void onPartialResponse(PartialResponse partialResponse, PartialResponseContext context) {
			this.pieces.add(partialResponse.text());
			this.eachPiece.accept(context.streamingHandle());
		}

		@Override
		public void onCompleteResponse(ChatResponse completeResponse) {
			this.complete.complete(completeResponse);
		}

		@Override
		public void onError(Throwable error) {
			this.complete.completeExceptionally(error);
		}

	}

}
