/**
 * How the semantic tier's judgement is made, its lexicon from WordNet, its weights from
 * labelled pairs of questions; and what its decisions are worth.
 */
@NullMarked
package io.github.claudecache.benchmarks.semantic;

import org.jspecify.annotations.NullMarked;
