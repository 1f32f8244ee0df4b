/**
 * How likely one answer serves both questions.
 */
@NullMarked
package io.github.claudecache.semantic.score;

import org.jspecify.annotations.NullMarked;
