/**
 * What two questions must not differ in, one guard for each kind of difference.
 */
@NullMarked
package io.github.claudecache.semantic.guard;

import org.jspecify.annotations.NullMarked;
