/**
 * What two questions must not differ in, one guard for each kind of difference.
 */
@NullMarked
package io.github.claudecache.judgement.guard;

import org.jspecify.annotations.NullMarked;
