package io.github.claudecache.client.langchain4j;

import io.github.claudecache.request.ClaudeRequest;

/**
 * A call that takes part.
 *
 * @param request what it asks
 * @param identity tells whether a later request is the same to the last character
 */
record ChatCall(ClaudeRequest request, RequestIdentity identity) {
}
