/**
 * The false-hit report: a table for the console, a page of the documentation and its
 * charts. Every figure comes from the run that writes it.
 */
@NullMarked
package io.github.claudecache.benchmarks.semantic.report;

import org.jspecify.annotations.NullMarked;
