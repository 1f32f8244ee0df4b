package io.github.claudecache.freshness;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

import io.github.claudecache.identity.Tag;

/**
 * What an invalidation did.
 *
 * @param status whether it holds already
 * @param scope how far it reached
 * @param tags the tags that were voided; empty when everything in the scope was
 * @param stamp the stamp that voids, microseconds; 0 while it is deferred
 * @param estimatedEntries about how many entries it voided; -1 when that is not known
 * @param widened whether the store could only void more than was asked for
 * @param replicas how many replicas confirmed that they have it too;
 * {@link #NO_REPLICAS_ASKED} if the store does not wait for replicas
 * @since 0.1.0
 */
public record Invalidation(Status status, InvalidationScope scope, Set<Tag> tags, long stamp, long estimatedEntries,
		boolean widened, int replicas) {

	/**
	 * The store does not wait for replicas.
	 */
	public static final int NO_REPLICAS_ASKED = -1;

	/**
	 * Creates an outcome.
	 */
	public Invalidation {
		tags = Collections.unmodifiableSet(new TreeSet<>(tags));
	}

	/**
	 * An invalidation that will run when the transaction commits.
	 * @param scope how far it will reach
	 * @param tags the tags that will be voided
	 * @return the outcome so far
	 */
	public static Invalidation deferred(InvalidationScope scope, Set<Tag> tags) {
		return new Invalidation(Status.DEFERRED_TO_COMMIT, scope, tags, 0, -1, false, NO_REPLICAS_ASKED);
	}

	/**
	 * Whether no lookup that starts now can be served anything that was voided.
	 * @return {@code true} if the invalidation holds already
	 */
	public boolean applied() {
		return this.status == Status.APPLIED;
	}

	/**
	 * Whether an invalidation holds already.
	 */
	public enum Status {

		/** It holds for every lookup that starts from now on. */
		APPLIED,

		/** It runs when the caller's transaction commits, and not when it rolls back. */
		DEFERRED_TO_COMMIT

	}

}
