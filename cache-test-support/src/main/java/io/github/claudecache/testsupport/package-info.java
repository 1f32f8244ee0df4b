/**
 * Fakes for tests of applications and of the cache itself: a clock that stands still, a
 * model that answers when it is told to, callers whose patience ends on demand, and a log
 * of everything that happened. Nothing in here sleeps.
 */
@NullMarked
package io.github.claudecache.testsupport;

import org.jspecify.annotations.NullMarked;
