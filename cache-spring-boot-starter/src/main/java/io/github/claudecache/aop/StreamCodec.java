package io.github.claudecache.aop;

import java.lang.reflect.Type;
import java.util.List;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.json.JsonAnswerCodec;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.json.TextPieces;
import io.github.claudecache.reason.RefusalReason;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * Keeps the elements of a stream as one JSON array in which they stand as they came.
 * Pieces of a text are marked as such, since where a text is cut says nothing. Safe for
 * use by many threads.
 */
final class StreamCodec implements AnswerCodec<Object> {

	private final boolean text;

	private final AnswerCodec<Object> element;

	private final AnswerCodec<Object> all;

	private final @Nullable ResponseCodec responses;

	StreamCodec(Type element, @Nullable ResponseCodec responses) {
		this.text = element == String.class;
		this.responses = responses;
		Type list = ResolvableType.forClassWithGenerics(List.class, ResolvableType.forType(element)).getType();
		this.element = (responses != null) ? responses.codec(element) : JsonAnswerCodec.of(element);
		this.all = (responses != null) ? responses.codec(list) : JsonAnswerCodec.of(list);
	}

	/**
	 * The JSON of one element.
	 * @throws RuntimeException if it would not read back equal
	 */
	String element(Object value) {
		return this.element.encode(value).body();
	}

	/**
	 * The answer that a stream was.
	 * @param array the JSON array of its elements
	 * @throws RuntimeException if it cannot be kept
	 */
	ClaudeAnswer<Object> answer(String array) {
		Payload payload = Payload.json(this.text ? TextPieces.mark(array) : array);
		StreamScript script = new StreamScript(payload, List.of());
		if (this.responses != null) {
			return ResponseFacts.read(script, this.responses, ResponseCodec.Role.EVENT, payload);
		}
		ClaudeAnswer<Object> answer = ClaudeAnswer.complete(script);
		return (this.text && TextPieces.said(payload).body().isBlank()) ? answer.refused(RefusalReason.EMPTY) : answer;
	}

	/**
	 * The answer that a stream was of which nothing is kept.
	 */
	ClaudeAnswer<Object> answer(RefusalReason refusal) {
		return ClaudeAnswer
			.<Object>of(new StreamScript(Payload.json("[]"), List.of()), StopReason.ABSENT, null, Usage.NONE)
			.refused(refusal);
	}

	@Override
	public Payload encode(Object value) {
		return ((StreamScript) value).payload();
	}

	@Override
	public Object decode(Payload payload) {
		Payload array = this.text ? Payload.json(TextPieces.unmark(payload)) : payload;
		return new StreamScript(payload, List.copyOf((List<?>) this.all.decode(array)));
	}

}
