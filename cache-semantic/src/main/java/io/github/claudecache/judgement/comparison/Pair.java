package io.github.claudecache.judgement.comparison;

import io.github.claudecache.judgement.language.Relation;
import io.github.claudecache.judgement.language.Term;

/**
 * A term of the cached question and a term of the asked one.
 *
 * @param cached of the cached question
 * @param asked of the asked question
 * @param relation how they stand to each other
 * @since 0.1.0
 */
public record Pair(Term cached, Term asked, Relation relation) {

}
