package io.github.claudecache.client.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.answer.Provenance;

/**
 * A response for which the model was not asked. Its message and its metadata are equal to
 * the original ones; the usage says what the answer once cost, and nothing was spent on
 * it now. Immutable and safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class CachedChatResponse extends ChatResponse {

	private final Provenance provenance;

	CachedChatResponse(ChatResponse original, Provenance provenance) {
		super(original.toBuilder());
		this.provenance = provenance;
	}

	/**
	 * Where the answer came from, and how old it is. It is no hit if another caller asked
	 * the same at the same time and this one got that answer.
	 * @return the provenance
	 */
	public Provenance provenance() {
		return this.provenance;
	}

	/**
	 * Equal to a response with an equal message and metadata that has the same mark.
	 */
	@Override
	public boolean equals(Object other) {
		return super.equals(other) && other instanceof CachedChatResponse cached
				&& this.provenance.equals(cached.provenance);
	}

	@Override
	public int hashCode() {
		return super.hashCode();
	}

}
