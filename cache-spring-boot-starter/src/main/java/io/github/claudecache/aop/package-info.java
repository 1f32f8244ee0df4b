/**
 * Interception of annotated methods. At start-up each one is checked and turned into a
 * plan; a call then only follows its plan.
 */
@NullMarked
package io.github.claudecache.aop;

import org.jspecify.annotations.NullMarked;
