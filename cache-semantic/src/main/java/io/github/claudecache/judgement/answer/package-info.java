/**
 * Whether two answers to one question say the same, by the means that compare questions.
 */
@NullMarked
package io.github.claudecache.judgement.answer;

import org.jspecify.annotations.NullMarked;
