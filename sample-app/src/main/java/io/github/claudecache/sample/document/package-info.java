/**
 * The shop's documents: their versions, where they are kept, how one is published and how
 * those that fit a question are found.
 */
@NullMarked
package io.github.claudecache.sample.document;

import org.jspecify.annotations.NullMarked;
