/**
 * Which answers may be kept. Everything that is not known to be complete is refused.
 */
@NullMarked
package io.github.claudecache.admission;

import org.jspecify.annotations.NullMarked;
