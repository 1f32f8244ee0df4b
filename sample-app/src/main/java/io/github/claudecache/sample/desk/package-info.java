/**
 * The help desk: finds documents, asks the cached service, and looks again when a
 * document changes in between.
 */
@NullMarked
package io.github.claudecache.sample.desk;

import org.jspecify.annotations.NullMarked;
