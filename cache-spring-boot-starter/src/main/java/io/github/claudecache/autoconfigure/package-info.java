/**
 * Puts the cache together in a Spring Boot application: the properties, how strictly they
 * are read, and a thin list of beans that all give way to the application's own. Only
 * this package may depend on its siblings.
 */
@NullMarked
package io.github.claudecache.autoconfigure;

import org.jspecify.annotations.NullMarked;
