/**
 * The names by which everything is kept apart: tenants, tags and fingerprints. Depends on
 * nothing; every other package depends on it.
 */
@NullMarked
package io.github.claudecache.identity;

import org.jspecify.annotations.NullMarked;
