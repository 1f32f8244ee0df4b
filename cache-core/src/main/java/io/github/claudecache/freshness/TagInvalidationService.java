package io.github.claudecache.freshness;

import java.util.Collection;
import java.util.Set;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

/**
 * Voids answers by what they depend on. When a call has returned an
 * {@linkplain Invalidation#applied() applied} outcome, no lookup that starts later
 * returns an answer whose computation began before it: in no tier and, with a shared
 * store, on no node. The cost does not depend on how many answers carry a tag.
 * <p>
 * Call it after the change of the source is visible. Inside a transaction the
 * invalidation runs after the commit and not at all after a rollback.
 * <p>
 * Implementations are safe for use by many threads. When the store is away every method
 * throws {@link InvalidationFailedException}; nothing is dropped silently.
 *
 * @since 0.1.0
 */
public interface TagInvalidationService {

	/**
	 * The largest number of tags in one call.
	 */
	int MAX_TAGS = 100;

	/**
	 * Voids every answer of one tenant that carries any of the tags, atomically.
	 * @param tenant the tenant
	 * @param tags 1 to {@value #MAX_TAGS} tags
	 * @return what was done
	 * @throws InvalidationFailedException if it could not be applied
	 * @throws IllegalArgumentException if there is no tag or there are too many
	 */
	Invalidation invalidate(TenantId tenant, Collection<Tag> tags);

	/**
	 * Voids every answer of one tenant.
	 * @param tenant the tenant
	 * @return what was done
	 * @throws InvalidationFailedException if it could not be applied
	 */
	Invalidation invalidateTenant(TenantId tenant);

	/**
	 * Voids the answers of all tenants that carry any of the tags, atomically.
	 * @param tags 1 to {@value #MAX_TAGS} tags
	 * @return what was done
	 * @throws InvalidationFailedException if it could not be applied
	 * @throws IllegalArgumentException if there is no tag or there are too many
	 */
	Invalidation invalidateForAllTenants(Collection<Tag> tags);

	/**
	 * Voids everything.
	 * @return what was done
	 * @throws InvalidationFailedException if it could not be applied
	 */
	Invalidation invalidateEverything();

	/**
	 * Voids every answer of one tenant that carries the tag.
	 * @param tenant the tenant
	 * @param tag the tag
	 * @return what was done
	 * @throws InvalidationFailedException if it could not be applied
	 */
	default Invalidation invalidate(TenantId tenant, Tag tag) {
		return invalidate(tenant, Set.of(tag));
	}

	/**
	 * Voids one entry, and keeps out an answer to the same request that is being computed
	 * now.
	 * @param tenant the tenant
	 * @param fingerprint the exact fingerprint of the entry
	 * @return what was done
	 * @throws InvalidationFailedException if it could not be applied
	 */
	default Invalidation evict(TenantId tenant, Fingerprint fingerprint) {
		return invalidate(tenant, Tag.ofEntry(fingerprint));
	}

}
