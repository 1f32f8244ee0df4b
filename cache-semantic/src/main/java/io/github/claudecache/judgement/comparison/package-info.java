/**
 * Two questions side by side: what of the one is found in the other.
 */
@NullMarked
package io.github.claudecache.judgement.comparison;

import org.jspecify.annotations.NullMarked;
