package io.github.claudecache.request;

/**
 * One earlier message of a conversation.
 *
 * @param role {@code user} or {@code assistant}, as sent to Claude; not blank
 * @param content the text or the content blocks
 * @since 0.1.0
 */
public record Turn(String role, FactorValue content) {

	/**
	 * Creates a turn.
	 * @throws IllegalArgumentException if the role is blank
	 */
	public Turn {
		if (role.isBlank()) {
			throw new IllegalArgumentException("A turn's role must not be blank");
		}
	}

	/**
	 * A message of the user.
	 * @param text the text
	 * @return the turn
	 */
	public static Turn user(String text) {
		return new Turn("user", FactorValue.of(text));
	}

	/**
	 * A message of the assistant.
	 * @param text the text
	 * @return the turn
	 */
	public static Turn assistant(String text) {
		return new Turn("assistant", FactorValue.of(text));
	}

}
