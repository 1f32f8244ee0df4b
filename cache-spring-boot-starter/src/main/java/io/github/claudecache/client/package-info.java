/**
 * What the adapters of Claude's client libraries have in common. Knows none of them.
 */
@NullMarked
package io.github.claudecache.client;

import org.jspecify.annotations.NullMarked;
