package io.github.claudecache.aop;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.reason.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * Takes the elements of a stream while they pass: each is written when it comes, before
 * its subscriber can change it. Whatever is wrong with them is not the stream's trouble.
 * Used by one stream, whose signals come one after another.
 */
final class StreamCollector {

	private final StreamCodec codec;

	private final long limit;

	private final StringBuilder array = new StringBuilder("[");

	private @Nullable RefusalReason refusal;

	/**
	 * Creates an empty collector.
	 * @param codec writes the elements
	 * @param limit the largest answer that is kept, in bytes
	 */
	StreamCollector(StreamCodec codec, long limit) {
		this.codec = codec;
		this.limit = limit;
	}

	void add(Object element) {
		if (this.refusal != null) {
			return;
		}
		try {
			String json = this.codec.element(element);
			if (this.array.length() + json.length() >= this.limit) {
				refuse(RefusalReason.TOO_LARGE);
				return;
			}
			this.array.append((this.array.length() > 1) ? "," : "").append(json);
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			refuse(ResponseFacts.reason(ex));
		}
	}

	/**
	 * The answer, once the stream is at its end.
	 */
	ClaudeAnswer<Object> answer() {
		if (this.refusal == null && this.array.length() == 1) {
			this.refusal = RefusalReason.EMPTY;
		}
		if (this.refusal != null) {
			return this.codec.answer(this.refusal);
		}
		try {
			return this.codec.answer(this.array.append(']').toString());
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			return this.codec.answer(ResponseFacts.reason(ex));
		}
	}

	private void refuse(RefusalReason reason) {
		this.refusal = reason;
		this.array.setLength(0);
		this.array.trimToSize();
	}

}
