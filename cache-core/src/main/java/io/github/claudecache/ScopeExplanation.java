package io.github.claudecache;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.semantic.SearchExplanation;

/**
 * What a cache would serve for a question in one scope, that is with everything but the
 * message as in the entries of that scope.
 *
 * @param scope the fingerprint of the scope
 * @param wordings what was found
 * @since 0.1.0
 */
public record ScopeExplanation(Fingerprint scope, SearchExplanation wordings) {
}
