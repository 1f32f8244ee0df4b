/**
 * Whether an answer that is kept for one question may be served for another one. Start
 * with {@link io.github.claudecache.judgement.SemanticJudge}.
 */
@NullMarked
package io.github.claudecache.judgement;

import org.jspecify.annotations.NullMarked;
