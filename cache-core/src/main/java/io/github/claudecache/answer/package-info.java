/**
 * What Claude answered, what is kept of it, and where an answer came from. Immutable
 * values, validated when they are made.
 */
@NullMarked
package io.github.claudecache.answer;

import org.jspecify.annotations.NullMarked;
