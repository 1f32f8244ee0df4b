package io.github.claudecache.store;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;

/**
 * Under what an answer is kept. The tenant is part of the fingerprint too; here it
 * chooses the ledger and is compared again when an entry is read.
 *
 * @param tenant whose answer it is
 * @param fingerprint the exact fingerprint
 * @since 0.1.0
 */
public record EntryKey(TenantId tenant, Fingerprint fingerprint) {
}
