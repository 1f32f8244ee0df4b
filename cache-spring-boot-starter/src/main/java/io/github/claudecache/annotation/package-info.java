/**
 * The annotations by which an application asks for caching: on a configuration, on
 * service methods and on their parameters.
 */
@NullMarked
package io.github.claudecache.annotation;

import org.jspecify.annotations.NullMarked;
