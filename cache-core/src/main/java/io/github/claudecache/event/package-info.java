/**
 * What happens in the cache, told to listeners that can never break a read.
 */
@NullMarked
package io.github.claudecache.event;

import org.jspecify.annotations.NullMarked;
