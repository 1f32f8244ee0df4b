package io.github.claudecache.client;

/**
 * A failed call on its way to others who wait for its answer. By its type it is told from
 * trouble of the cache, which nobody must see.
 *
 * @since 0.1.0
 */
public final class SharedFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Throwable original;

	/**
	 * Wraps a failure.
	 * @param original what the call threw
	 */
	public SharedFailure(Throwable original) {
		super(null, original, false, false);
		this.original = original;
	}

	/**
	 * What the call threw.
	 * @return the original failure
	 */
	public Throwable original() {
		return this.original;
	}

	/**
	 * Throws a failure as it was, checked or not.
	 * @param <E> what the compiler takes it for
	 * @param error what is thrown
	 * @return never
	 * @throws E the failure
	 */
	@SuppressWarnings("unchecked")
	public static <E extends Throwable> RuntimeException rethrow(Throwable error) throws E {
		throw (E) error;
	}

}
