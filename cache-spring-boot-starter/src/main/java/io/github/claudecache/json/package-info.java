/**
 * JSON at the edges of the cache: canonical values of what enters a key, and faithful
 * copies of answers.
 */
@NullMarked
package io.github.claudecache.json;

import org.jspecify.annotations.NullMarked;
