package io.github.claudecache.client.anthropic;

import java.util.Collection;

import io.github.claudecache.identity.Tag;
import io.github.claudecache.request.ClaudeRequest;

/**
 * A call of the Messages API that takes part.
 *
 * @param request what it asks
 * @param identity tells whether a later request is the same to the last character
 * @param streamed whether it wants events instead of a message
 */
record MessageCall(ClaudeRequest request, RequestIdentity identity, boolean streamed) {

	MessageCall tagged(Collection<Tag> tags) {
		return tags.isEmpty() ? this
				: new MessageCall(this.request.toBuilder().tags(tags).build(), this.identity, this.streamed);
	}

}
