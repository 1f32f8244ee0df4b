/**
 * What every other package may throw when the configuration of an application cannot
 * work: a failure that says what is wrong and what to do.
 */
@NullMarked
package io.github.claudecache.config;

import org.jspecify.annotations.NullMarked;
