/**
 * A small shop's help desk that answers questions from versioned documents and keeps
 * Claude's answers in the cache. It starts without a key and without a network: it brings
 * its own stand-in for the Messages API and talks to it over HTTP as it would to Claude.
 */
@NullMarked
package io.github.claudecache.sample;

import org.jspecify.annotations.NullMarked;
