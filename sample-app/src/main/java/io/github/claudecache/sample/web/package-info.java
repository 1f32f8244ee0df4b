/**
 * The HTTP interface of the help desk. Whatever is wrong with a request is answered by a
 * problem document (RFC 9457) that says what to change.
 */
@NullMarked
package io.github.claudecache.sample.web;

import org.jspecify.annotations.NullMarked;
