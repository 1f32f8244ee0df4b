/**
 * Measures how many served answers were wrong: asks again for a sample of them, away from
 * any caller, and closes the semantic tier of a cache that exceeds its error budget.
 */
@NullMarked
package io.github.claudecache.audit;

import org.jspecify.annotations.NullMarked;
