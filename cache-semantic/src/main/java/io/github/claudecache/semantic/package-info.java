/**
 * Whether an answer that is kept for one question may be served for another one. Start
 * with {@link io.github.claudecache.semantic.SemanticJudge}.
 */
@NullMarked
package io.github.claudecache.semantic;

import org.jspecify.annotations.NullMarked;
