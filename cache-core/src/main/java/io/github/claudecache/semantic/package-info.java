/**
 * The semantic tier: finds answers to other wordings of a question. What is found is only
 * proposed; a judge decides, and the entry, its proof and the ledgers have the last word.
 */
@NullMarked
package io.github.claudecache.semantic;

import org.jspecify.annotations.NullMarked;
