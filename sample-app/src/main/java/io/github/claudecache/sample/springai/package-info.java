/**
 * The same help desk through Spring AI: start it with the profile {@code spring-ai}.
 */
@NullMarked
package io.github.claudecache.sample.springai;

import org.jspecify.annotations.NullMarked;
