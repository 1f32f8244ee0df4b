/**
 * Where answers are kept, and the ledgers that say whether they are still fresh: the
 * interface that every store implements, and the store in the memory of this process.
 */
@NullMarked
package io.github.claudecache.store;

import org.jspecify.annotations.NullMarked;
