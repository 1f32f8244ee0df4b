package io.github.claudecache.aop;

import io.github.claudecache.request.ClaudeRequest;

/**
 * Puts one argument, which is not null, into the request.
 */
@FunctionalInterface
interface KeyPart {

	void apply(ClaudeRequest.Builder request, Object argument);

}
