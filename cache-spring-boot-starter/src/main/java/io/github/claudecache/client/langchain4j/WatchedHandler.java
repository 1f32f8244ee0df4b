package io.github.claudecache.client.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/**
 * Passes everything on as it comes, and marks the thread on which it comes.
 */
class WatchedHandler implements StreamingChatResponseHandler {

	private final StreamingChatResponseHandler handler;

	WatchedHandler(StreamingChatResponseHandler handler) {
		this.handler = handler;
	}

	@Override
	public void onPartialResponse(String partialResponse) {
		pass(() -> this.handler.onPartialResponse(partialResponse));
	}

	@Override
	public void onPartialResponse(PartialResponse partialResponse, PartialResponseContext context) {
		pass(() -> this.handler.onPartialResponse(partialResponse, context));
	}

	@Override
	public void onPartialThinking(PartialThinking partialThinking) {
		pass(() -> this.handler.onPartialThinking(partialThinking));
	}

	@Override
	public void onPartialThinking(PartialThinking partialThinking, PartialThinkingContext context) {
		pass(() -> this.handler.onPartialThinking(partialThinking, context));
	}

	@Override
	public void onPartialToolCall(PartialToolCall partialToolCall) {
		pass(() -> this.handler.onPartialToolCall(partialToolCall));
	}

	@Override
	public void onPartialToolCall(PartialToolCall partialToolCall, PartialToolCallContext context) {
		pass(() -> this.handler.onPartialToolCall(partialToolCall, context));
	}

	@Override
	public void onCompleteToolCall(CompleteToolCall completeToolCall) {
		pass(() -> this.handler.onCompleteToolCall(completeToolCall));
	}

	@Override
	public void onUnmappedRawEvent(Object rawEvent) {
		pass(() -> this.handler.onUnmappedRawEvent(rawEvent));
	}

	@Override
	public void onCompleteResponse(ChatResponse completeResponse) {
		pass(() -> this.handler.onCompleteResponse(completeResponse));
	}

	@Override
	public void onError(Throwable error) {
		pass(() -> this.handler.onError(error));
	}

	private static void pass(Runnable step) {
		try (CallThread.Scope handingOver = CallThread.handingOver()) {
			step.run();
		}
	}

}
