/**
 * The actuator endpoints {@code claudecache} and {@code claudecachetags}, the counts
 * behind them and the health contribution. Nothing here shows the text of a question or
 * of an answer, or which tenants there are.
 */
@NullMarked
package io.github.claudecache.actuate;

import org.jspecify.annotations.NullMarked;
