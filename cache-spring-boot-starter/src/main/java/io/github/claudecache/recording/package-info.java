/**
 * What was really sent to Claude and what came back while an annotated method ran, and
 * what of it the key does not know.
 */
@NullMarked
package io.github.claudecache.recording;

import org.jspecify.annotations.NullMarked;
