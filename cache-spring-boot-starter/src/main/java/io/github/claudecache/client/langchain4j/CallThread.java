package io.github.claudecache.client.langchain4j;

/**
 * What the current thread is doing for a decorated model.
 */
final class CallThread {

	private static final ThreadLocal<Doing> DOING = ThreadLocal.withInitial(() -> Doing.NOTHING);

	private CallThread() {
	}

	/**
	 * Whether a decorator further out asks its model on this thread: it keeps the answer,
	 * and a second lookup of the same would wait for the first.
	 */
	static boolean isAsking() {
		return DOING.get() == Doing.ASKING;
	}

	/**
	 * Whether this is a thread of a model that hands an answer over: what it says about a
	 * tenant may be left from another call.
	 */
	static boolean isOfModel() {
		return DOING.get() == Doing.HANDING_OVER;
	}

	/**
	 * The model is asked.
	 * @return ends it
	 */
	static Scope asking() {
		return enter(Doing.ASKING);
	}

	/**
	 * The model calls back. On the thread that asked it, that is nothing special.
	 * @return ends it
	 */
	static Scope handingOver() {
		return enter((DOING.get() == Doing.ASKING) ? Doing.NOTHING : Doing.HANDING_OVER);
	}

	private static Scope enter(Doing doing) {
		Doing before = DOING.get();
		DOING.set(doing);
		return () -> {
			if (before == Doing.NOTHING) {
				DOING.remove();
			}
			else {
				DOING.set(before);
			}
		};
	}

	/**
	 * Ends what was begun, on the same thread.
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		@Override
		void close();

	}

	private enum Doing {

		NOTHING, ASKING, HANDING_OVER

	}

}
