/**
 * What the adapters of client libraries have in common: how they ask the cache without
 * ever being in the way, how they hand an answer in, and whose calls they are.
 */
@NullMarked
package io.github.claudecache.client;

import org.jspecify.annotations.NullMarked;
