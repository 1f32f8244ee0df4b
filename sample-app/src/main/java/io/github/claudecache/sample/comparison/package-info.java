/**
 * One question in three ways: without a cache, with a naive one, and as the help desk
 * answers it. For the console only.
 */
@NullMarked
package io.github.claudecache.sample.comparison;

import org.jspecify.annotations.NullMarked;
