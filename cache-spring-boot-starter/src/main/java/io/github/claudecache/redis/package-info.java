/**
 * Answers and ledgers on a Redis server or cluster, shared by all processes that use it.
 * The ledger decides whether an answer may be served; Redis Sets only say which entries
 * carry a tag, so that their memory can be given back.
 */
@NullMarked
package io.github.claudecache.redis;

import org.jspecify.annotations.NullMarked;
