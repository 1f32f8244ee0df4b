/**
 * Caches the answers that LangChain4j gets: decorators of its chat models.
 */
@NullMarked
package io.github.claudecache.client.langchain4j;

import org.jspecify.annotations.NullMarked;
