/**
 * For those who implement or use an index of questions: the contract that every
 * {@code SemanticIndex} has to pass, and a small embedder and a small judge whose
 * decisions a person can foresee.
 */
@NullMarked
package io.github.claudecache.testsupport.semantic;

import org.jspecify.annotations.NullMarked;
