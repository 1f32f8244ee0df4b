/**
 * One call for many callers: whoever asks what another is already asking waits for that
 * answer, if it is young enough for it.
 */
@NullMarked
package io.github.claudecache.flight;

import org.jspecify.annotations.NullMarked;
