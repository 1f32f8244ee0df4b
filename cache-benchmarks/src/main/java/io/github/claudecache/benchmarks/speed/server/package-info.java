/**
 * The Redis that everything is measured on.
 */
@NullMarked
package io.github.claudecache.benchmarks.speed.server;

import org.jspecify.annotations.NullMarked;
