/**
 * Whether an answer is still fresh: stamps captured before the work, standings read from
 * the ledgers, and the comparison of the two. Also the classes that bound an answer's age
 * and the invalidation of tags.
 */
@NullMarked
package io.github.claudecache.freshness;

import org.jspecify.annotations.NullMarked;
