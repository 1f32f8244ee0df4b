/**
 * Searches for a stale answer: many callers, some invalidators and a model that takes its
 * time, run in every order (small programs), in random orders that can be repeated, or on
 * real threads. Judged from outside only: each answer names the versions of the sources
 * it was built from.
 */
@NullMarked
package io.github.claudecache.testsupport.schedule;

import org.jspecify.annotations.NullMarked;
