package io.github.claudecache.client.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.github.claudecache.reason.RefusalReason;

/**
 * Remembers a stream while it passes, and hands it in when it is complete: before the
 * caller learns of it, since nothing that the caller does may hold others up.
 */
final class RecordingHandler extends WatchedHandler {

	private final Delivery delivery;

	private final Pieces pieces;

	RecordingHandler(StreamingChatResponseHandler handler, Delivery delivery, long maxCharacters) {
		super(handler);
		this.delivery = delivery;
		this.pieces = new Pieces(maxCharacters);
	}

	@Override
	public void onPartialResponse(String partialResponse) {
		remember(Piece.Kind.TEXT, partialResponse);
		super.onPartialResponse(partialResponse);
	}

	@Override
	public void onPartialResponse(PartialResponse partialResponse, PartialResponseContext context) {
		remember(Piece.Kind.TEXT, partialResponse.text());
		super.onPartialResponse(partialResponse, new PartialResponseContext(watched(context.streamingHandle())));
	}

	@Override
	public void onPartialThinking(PartialThinking partialThinking) {
		remember(Piece.Kind.THINKING, partialThinking.text());
		super.onPartialThinking(partialThinking);
	}

	@Override
	public void onPartialThinking(PartialThinking partialThinking, PartialThinkingContext context) {
		remember(Piece.Kind.THINKING, partialThinking.text());
		super.onPartialThinking(partialThinking, new PartialThinkingContext(watched(context.streamingHandle())));
	}

	@Override
	public void onPartialToolCall(PartialToolCall partialToolCall, PartialToolCallContext context) {
		super.onPartialToolCall(partialToolCall, new PartialToolCallContext(watched(context.streamingHandle())));
	}

	@Override
	public void onCompleteResponse(ChatResponse completeResponse) {
		this.delivery.hand(completeResponse, this.pieces.all());
		super.onCompleteResponse(completeResponse);
	}

	@Override
	public void onError(Throwable error) {
		this.delivery.fail(error);
		super.onError(error);
	}

	private void remember(Piece.Kind kind, String text) {
		if (!this.pieces.add(kind, text)) {
			this.delivery.refuse(RefusalReason.TOO_LARGE);
		}
	}

	// A cancelled stream has no end of which its handler is told.
	private StreamingHandle watched(StreamingHandle handle) {
		return new StreamingHandle() {

			@Override
			public void cancel() {
				RecordingHandler.this.delivery.abandon();
				handle.cancel();
			}

			@Override
			public boolean isCancelled() {
				return handle.isCancelled();
			}

		};
	}

}
