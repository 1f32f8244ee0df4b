package io.github.claudecache.client.langchain4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.github.claudecache.testsupport.Eventually;

/**
 * What a handler of a stream was told, in order.
 */
final class StreamEvents implements StreamingChatResponseHandler {

	final List<Object> events = new CopyOnWriteArrayList<>();

	final CompletableFuture<ChatResponse> complete = new CompletableFuture<>();

	private final Consumer<StreamingHandle> onPiece;

	StreamEvents() {
		this((handle) -> {
		});
	}

	StreamEvents(Consumer<StreamingHandle> onPiece) {
		this.onPiece = onPiece;
	}

	@Override
	public void onPartialResponse(PartialResponse partialResponse, PartialResponseContext context) {
		this.events.add(partialResponse);
		this.onPiece.accept(context.streamingHandle());
	}

	@Override
	public void onPartialThinking(PartialThinking partialThinking) {
		this.events.add(partialThinking);
	}

	@Override
	public void onCompleteResponse(ChatResponse completeResponse) {
		this.events.add(completeResponse);
		this.complete.complete(completeResponse);
	}

	@Override
	public void onError(Throwable error) {
		this.events.add(error);
		this.complete.completeExceptionally(error);
	}

	ChatResponse response() {
		return Eventually.get(this.complete);
	}

	/**
	 * The events, with the pieces of a text put together, and a response as what it says.
	 */
	List<Object> comparable() {
		response();
		List<Object> comparable = new ArrayList<>();
		for (Object event : this.events) {
			Object last = comparable.isEmpty() ? null : comparable.get(comparable.size() - 1);
			if (event instanceof PartialResponse next && last instanceof PartialResponse before) {
				comparable.set(comparable.size() - 1, new PartialResponse(before.text() + next.text()));
			}
			else if (event instanceof PartialThinking next && last instanceof PartialThinking before) {
				comparable.set(comparable.size() - 1, new PartialThinking(before.text() + next.text()));
			}
			else {
				comparable
					.add((event instanceof ChatResponse response) ? StoredChat.withoutTransport(response) : event);
			}
		}
		return comparable;
	}

}
