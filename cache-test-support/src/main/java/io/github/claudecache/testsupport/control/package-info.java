/**
 * Stores that are wrong on purpose, each in a way in which caches of this kind are built.
 * The tests of freshness must find stale answers in every one of them; a test that does
 * not find them proves nothing about the real store. Never use them for anything else.
 */
@NullMarked
package io.github.claudecache.testsupport.control;

import org.jspecify.annotations.NullMarked;
