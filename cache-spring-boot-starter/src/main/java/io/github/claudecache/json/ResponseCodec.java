package io.github.claudecache.json;

import java.lang.reflect.Type;
import java.util.Optional;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.reason.RefusalReason;

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
	 * A codec that refuses what would not read back equal, with a
	 * {@link RefusedException} where there is a better reason than that.
	 * @param type a class that is a response, one that is an event, or a list of events
	 * @return the codec, whose payloads are JSON
	 */
	AnswerCodec<Object> codec(Type type);

	/**
	 * What a response says of itself.
	 * @param role what the payload has
	 * @param payload a response, or all events of one as an array
	 * @return the draft; if its end is missing, without a stop reason
	 * @throws RuntimeException if it is none, or must not be kept; a
	 * {@link RefusedException} says why
	 */
	AnswerDraft draft(Role role, Payload payload);

	/**
	 * What an answer says, without what is different in every answer, such as its id and
	 * its usage: the form in which the audit and shadow mode compare two of them. Asked
	 * about answers of all kinds.
	 * @param payload an answer
	 * @return the form; empty if it is none of these responses, or if it is compared as
	 * any other JSON
	 */
	default Optional<Payload> said(Payload payload) {
		return Optional.empty();
	}

	/**
	 * What values of a class are in the eyes of a codec.
	 */
	enum Role {

		/** A whole response. */
		RESPONSE,

		/** An event of a response that is streamed. */
		EVENT,

		/** A whole response where it is alone, and an event where it is one of many. */
		EITHER,

		/** Nothing that it can keep. */
		NONE

	}

	/**
	 * A response that must not be kept, though it could be.
	 */
	final class RefusedException extends IllegalArgumentException {

		private static final long serialVersionUID = 1L;

		private final RefusalReason reason;

		/**
		 * Refuses a response.
		 * @param reason why it is not kept
		 */
		public RefusedException(RefusalReason reason) {
			super(reason.code());
			this.reason = reason;
		}

		/**
		 * Why it is not kept.
		 * @return the reason
		 */
		public RefusalReason reason() {
			return this.reason;
		}

	}

}
