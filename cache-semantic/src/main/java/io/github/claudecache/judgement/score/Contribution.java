package io.github.claudecache.judgement.score;

/**
 * What one difference costs.
 *
 * @param feature the measure of difference
 * @param value its value, from 0
 * @param contribution what it takes from the log of the odds, never above 0
 * @since 0.1.0
 */
public record Contribution(String feature, double value, double contribution) {

}
