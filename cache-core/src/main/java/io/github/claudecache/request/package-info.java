/**
 * What is asked: a request with everything that can change its answer, and the named
 * cache that it is asked of.
 */
@NullMarked
package io.github.claudecache.request;

import org.jspecify.annotations.NullMarked;
