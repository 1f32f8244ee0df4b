/**
 * For those who implement or use a store: the contract that every {@code AnswerStore} has
 * to pass, and stores that stop, fail or split an operation where a test wants them to.
 * Nothing in here assumes that a store is in memory or that its stages are complete when
 * they are returned.
 */
@NullMarked
package io.github.claudecache.testsupport.store;

import org.jspecify.annotations.NullMarked;
