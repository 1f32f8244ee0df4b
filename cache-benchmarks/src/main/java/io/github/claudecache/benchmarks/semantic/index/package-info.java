/**
 * How quickly the index of the semantic tier finds what is near, and how surely.
 */
@NullMarked
package io.github.claudecache.benchmarks.semantic.index;

import org.jspecify.annotations.NullMarked;
