/**
 * How likely one answer serves both questions.
 */
@NullMarked
package io.github.claudecache.judgement.score;

import org.jspecify.annotations.NullMarked;
