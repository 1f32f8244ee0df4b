/**
 * A stand-in for the Messages API: a small HTTP server with the same wire format, which
 * answers by quoting the documents that it is sent and can be told to misbehave.
 */
@NullMarked
package io.github.claudecache.sample.model;

import org.jspecify.annotations.NullMarked;
