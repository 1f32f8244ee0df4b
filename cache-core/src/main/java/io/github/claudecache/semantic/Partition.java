package io.github.claudecache.semantic;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;

/**
 * Where questions may be compared by meaning: everything but the message is equal. A
 * partition is a place of its own in an index, never a filter after the search.
 *
 * @param tenant who is asking
 * @param scope the fingerprint of everything but the message
 * @param embedder the identity of the embedder
 * @since 0.1.0
 */
public record Partition(TenantId tenant, Fingerprint scope, String embedder) {
}
