/**
 * The one door to the cache: {@link io.github.claudecache.ClaudeCache}. Everything else
 * in this package is what comes out of it; the packages below hold the values and rules
 * that it puts together.
 */
@NullMarked
package io.github.claudecache;

import org.jspecify.annotations.NullMarked;
