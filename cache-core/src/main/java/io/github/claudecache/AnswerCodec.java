package io.github.claudecache;

import io.github.claudecache.answer.Payload;

/**
 * Turns values into what is kept and back. A value whose decoded form would differ from
 * it must be refused by {@link #encode}: what cannot be replayed faithfully is not kept.
 * <p>
 * Implementations are safe for use by many threads.
 *
 * @param <T> the type of the values
 * @since 0.1.0
 */
public interface AnswerCodec<T> {

	/**
	 * The form of a value that is kept.
	 * @param value the value
	 * @return the payload
	 * @throws RuntimeException if the value cannot be kept; the caller still gets it
	 */
	Payload encode(T value);

	/**
	 * The value behind a payload.
	 * @param payload a payload of this or of another codec
	 * @return a new value
	 * @throws RuntimeException if the payload is not one of this type; Claude is then
	 * asked again
	 */
	T decode(Payload payload);

	/**
	 * Keeps text as it is.
	 * @return the codec
	 */
	static AnswerCodec<String> text() {
		return TextCodec.INSTANCE;
	}

}
