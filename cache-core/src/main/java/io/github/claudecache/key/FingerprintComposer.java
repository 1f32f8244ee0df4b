package io.github.claudecache.key;

import java.util.List;

import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;

/**
 * Makes the fingerprints of a request. Two requests may share an exact fingerprint only
 * if one answer serves both.
 * <p>
 * Implementations must be pure and safe for use by many threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FingerprintComposer {

	/**
	 * Makes the fingerprints of a request.
	 * @param cache the cache that is asked; its revision is part of both fingerprints
	 * @param request the request, already completed by the definition
	 * @return the fingerprints
	 * @throws UnkeyableException if the request has no key
	 */
	Fingerprints compose(CacheDefinition cache, ClaudeRequest request);

	/**
	 * The default composer.
	 * @param namespace the namespace, which is part of every key
	 * @param normalizer normalises the message
	 * @param contributors add factors, in any order
	 * @return the composer
	 */
	static FingerprintComposer standard(Namespace namespace, MessageNormalizer normalizer,
			List<FingerprintContributor> contributors) {
		return new StandardFingerprintComposer(namespace, normalizer, contributors);
	}

}
