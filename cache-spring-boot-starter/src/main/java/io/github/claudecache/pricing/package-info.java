/**
 * What tokens cost, as far as it is known.
 */
@NullMarked
package io.github.claudecache.pricing;

import org.jspecify.annotations.NullMarked;
