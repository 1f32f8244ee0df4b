package io.github.claudecache.client;

/**
 * A failed call on its way to others who wait for its answer. By its type it is told from
 * trouble of the cache, which nobody must see.
 */
final class SharedFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Throwable original;

	SharedFailure(Throwable original) {
		super(null, original, false, false);
		this.original = original;
	}

	/**
	 * What the call threw.
	 */
	Throwable original() {
		return this.original;
	}

	@SuppressWarnings("unchecked")
	static <E extends Throwable> RuntimeException rethrow(Throwable error) throws E {
		throw (E) error;
	}

}
