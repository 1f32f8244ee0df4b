package io.github.claudecache.json;

import java.lang.reflect.Type;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;

/**
 * Keeps the responses of a client library, which plain JSON would keep without some of
 * their content. A bean of this type lets annotated methods return them; they say
 * themselves how the answer ended, so the method needs nobody's word.
 * <p>
 * Implementations are safe for use by many threads.
 *
 * @since 0.1.0
 */
public interface ResponseCodec {

	/**
	 * What values of a class are.
	 * @param type a class
	 * @return what they are
	 */
	Role roleOf(Class<?> type);

	/**
	 * A codec that refuses what would not read back equal.
	 * @param type a class that is a response, one that is an event, or a list of events
	 * @return the codec, whose payloads are JSON
	 */
	AnswerCodec<Object> codec(Type type);

	/**
	 * What a response says of itself.
	 * @param role what the payload has
	 * @param payload a response, or all events of one as an array
	 * @return the draft; if its end is missing, without a stop reason
	 * @throws RuntimeException if it is none, or must not be kept
	 */
	AnswerDraft draft(Role role, Payload payload);

	/**
	 * What values of a class are in the eyes of a codec.
	 */
	enum Role {

		/** A whole response. */
		RESPONSE,

		/** An event of a response that is streamed. */
		EVENT,

		/** Nothing that it can keep. */
		NONE

	}

}
