/**
 * Words, for the retrieval of documents and for the stand-in for the model.
 */
@NullMarked
package io.github.claudecache.sample.text;

import org.jspecify.annotations.NullMarked;
