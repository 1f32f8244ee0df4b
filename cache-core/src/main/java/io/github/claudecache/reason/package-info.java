/**
 * Why a question was not answered from the cache and why an answer was not kept, as
 * enumerations: each constant is a row in the meters, the endpoints and the
 * documentation.
 */
@NullMarked
package io.github.claudecache.reason;

import org.jspecify.annotations.NullMarked;
