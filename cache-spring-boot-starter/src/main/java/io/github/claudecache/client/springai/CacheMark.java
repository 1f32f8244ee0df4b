package io.github.claudecache.client.springai;

import java.time.Duration;

import io.github.claudecache.answer.Provenance;
import io.github.claudecache.identity.Fingerprint;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.metadata.EmptyUsage;
import org.springframework.ai.chat.metadata.Usage;

/**
 * Says of a response that it came from the cache: found in the metadata of a
 * {@code ChatResponse} under {@link ClaudeCacheAdvisor#MARK}. A response without it was
 * paid for. The usage of the response is that of the original call; what this one cost is
 * {@link #billed}. Immutable.
 *
 * @param tier {@code exact}, {@code semantic}, or {@code joined} for what another caller
 * fetched at the same time
 * @param age how long ago the computation of the answer began
 * @param fingerprint the exact fingerprint of the request, in hexadecimal digits;
 * {@code null} if it has none
 * @since 0.1.0
 */
public record CacheMark(String tier, Duration age, @Nullable String fingerprint) {

	static CacheMark of(Provenance provenance) {
		Fingerprint fingerprint = provenance.fingerprint();
		// What another caller fetched at the same time is no hit for the counters, but no
		// new spend either.
		return new CacheMark(provenance.hit() ? provenance.outcome().code() : "joined", provenance.age(),
				(fingerprint != null) ? fingerprint.value() : null);
	}

	/**
	 * What this response cost.
	 * @return no tokens
	 */
	public Usage billed() {
		return new EmptyUsage();
	}

	@Override
	public String toString() {
		return "hit; tier=" + this.tier + "; age=" + this.age.toSeconds();
	}

}
