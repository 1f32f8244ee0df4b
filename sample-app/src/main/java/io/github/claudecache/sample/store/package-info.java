/**
 * The store of this process behind a switch, so that the console can take it away.
 */
@NullMarked
package io.github.claudecache.sample.store;

import org.jspecify.annotations.NullMarked;
