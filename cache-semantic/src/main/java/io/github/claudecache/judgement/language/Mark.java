package io.github.claudecache.judgement.language;

/**
 * A word that works as an operator, and where it stands.
 *
 * @param family what it operates on
 * @param concept its canonical word
 * @param target the word of content that follows it; may be empty
 * @param conditional whether it stands in a condition
 * @param start where it begins in the text, in chars
 * @param end where it ends, exclusive
 * @since 0.1.0
 */
public record Mark(Operators family, String concept, String target, boolean conditional, int start, int end) {

}
