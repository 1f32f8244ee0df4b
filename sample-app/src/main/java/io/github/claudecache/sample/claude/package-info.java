/**
 * The call to Claude by the official Java SDK, and the choice between Claude and the
 * stand-in.
 */
@NullMarked
package io.github.claudecache.sample.claude;

import org.jspecify.annotations.NullMarked;
