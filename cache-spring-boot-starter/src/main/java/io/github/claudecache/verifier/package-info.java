/**
 * Who is asked when the judge of the semantic tier is unsure.
 */
@NullMarked
package io.github.claudecache.verifier;

import org.jspecify.annotations.NullMarked;
