/**
 * Caches the answers that the Anthropic SDK for Java gets: an interceptor of its HTTP
 * calls.
 */
@NullMarked
package io.github.claudecache.client.anthropic;

import org.jspecify.annotations.NullMarked;
