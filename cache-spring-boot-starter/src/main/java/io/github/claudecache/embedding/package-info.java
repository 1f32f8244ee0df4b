/**
 * Embedding models of Spring AI and LangChain4j as providers of the semantic tier.
 */
@NullMarked
package io.github.claudecache.embedding;

import org.jspecify.annotations.NullMarked;
