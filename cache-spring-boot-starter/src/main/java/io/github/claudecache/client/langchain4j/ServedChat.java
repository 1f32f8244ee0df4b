package io.github.claudecache.client.langchain4j;

import java.util.List;

import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * An answer for which the model is not asked.
 *
 * @param response the response
 * @param pieces the pieces of a stream that gives it
 */
record ServedChat(CachedChatResponse response, List<Piece> pieces) {

	private static final Log logger = LogFactory.getLog(ServedChat.class);

	/**
	 * Gives the answer as a model streams it: its pieces, then the whole. What the
	 * handler throws it is told as an error, as LangChain4j does.
	 * @param handler takes the answer, on this thread
	 */
	void stream(StreamingChatResponseHandler handler) {
		Switch handle = new Switch();
		for (Piece piece : this.pieces) {
			if (!handle.isCancelled()) {
				guarded(handler, () -> hand(piece, handler, handle));
			}
		}
		if (!handle.isCancelled()) {
			guarded(handler, () -> handler.onCompleteResponse(this.response));
		}
	}

	private static void hand(Piece piece, StreamingChatResponseHandler handler, StreamingHandle handle) {
		switch (piece.kind()) {
			case TEXT ->
				handler.onPartialResponse(new PartialResponse(piece.text()), new PartialResponseContext(handle));
			case THINKING ->
				handler.onPartialThinking(new PartialThinking(piece.text()), new PartialThinkingContext(handle));
		}
	}

	private static void guarded(StreamingChatResponseHandler handler, Runnable step) {
		try {
			step.run();
		}
		catch (Exception ex) {
			try {
				handler.onError(ex);
			}
			catch (Exception second) {
				logger.warn("A handler of a stream failed to take an error: " + second.getClass().getName());
			}
		}
	}

	/**
	 * Ends a stream for which there is no connection.
	 */
	private static final class Switch implements StreamingHandle {

		private volatile boolean cancelled;

		@Override
		public void cancel() {
			this.cancelled = true;
		}

		@Override
		public boolean isCancelled() {
			return this.cancelled;
		}

	}

}
