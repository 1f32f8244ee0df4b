/**
 * How a request becomes two fingerprints: the exact one, of everything, and the scope, of
 * everything but the last text of the user. Injective and dull: length-framed strict
 * UTF-8 into SHA-256, no locale, no default encoding, no map order.
 */
@NullMarked
package io.github.claudecache.key;

import org.jspecify.annotations.NullMarked;
