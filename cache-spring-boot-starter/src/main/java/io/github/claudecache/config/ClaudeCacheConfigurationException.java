package io.github.claudecache.config;

/**
 * The configuration of the cache cannot work: a property, an annotation or a bean. Thrown
 * at start-up only. Spring Boot prints the description and the action instead of a stack
 * trace. Immutable and safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class ClaudeCacheConfigurationException extends RuntimeException {

	private final String description;

	private final String action;

	/**
	 * Creates a failure.
	 * @param description what is wrong and where: the property, method or bean, its
	 * value, and what is allowed
	 * @param action what the developer has to do
	 */
	public ClaudeCacheConfigurationException(String description, String action) {
		super(description + System.lineSeparator() + action);
		this.description = description;
		this.action = action;
	}

	/**
	 * What is wrong and where.
	 * @return the description, which may have several lines
	 */
	public String getDescription() {
		return this.description;
	}

	/**
	 * What the developer has to do.
	 * @return the action, which may have several lines
	 */
	public String getAction() {
		return this.action;
	}

}
