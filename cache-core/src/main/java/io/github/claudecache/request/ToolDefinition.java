package io.github.claudecache.request;

/**
 * A tool that Claude was offered.
 *
 * @param name the tool's name, not blank
 * @param definition everything else of its definition: description, input schema, or the
 * version of a server tool
 * @since 0.1.0
 */
public record ToolDefinition(String name, FactorValue definition) {

	/**
	 * Creates a definition.
	 * @throws IllegalArgumentException if the name is blank
	 */
	public ToolDefinition {
		if (name.isBlank()) {
			throw new IllegalArgumentException("A tool's name must not be blank");
		}
	}

}
