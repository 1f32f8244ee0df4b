package io.github.claudecache.benchmarks.semantic.score;

/**
 * What became of a labelled pair of questions.
 *
 * @param group pairs of one group share a question
 * @param family the kind of pair
 * @param hazard the trap that its question belongs to; empty if none is named
 * @param same whether one answer serves both questions
 * @param served how often it was served, from 0 to 1: the mean over the orders in which
 * it was asked, and over the folds out of which it was judged
 * @since 0.1.0
 */
public record PairOutcome(String group, String family, String hazard, boolean same, double served) {
}
