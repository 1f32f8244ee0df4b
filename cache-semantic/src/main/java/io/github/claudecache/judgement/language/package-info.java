/**
 * What a question says, prepared once: its terms in canonical form, its quantities and
 * moments, what it negates, what kind of answer it asks for.
 */
@NullMarked
package io.github.claudecache.judgement.language;

import org.jspecify.annotations.NullMarked;
