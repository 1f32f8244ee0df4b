package io.github.claudecache.aop;

import java.util.List;

import io.github.claudecache.answer.Payload;

/**
 * The elements of one stream, as the value of an answer.
 *
 * @param payload the form in which they are kept
 * @param elements the elements in order; empty if they have reached their subscriber
 * already
 */
record StreamScript(Payload payload, List<Object> elements) {
}
