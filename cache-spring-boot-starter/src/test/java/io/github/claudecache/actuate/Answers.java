package io.github.claudecache.actuate;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;

/**
 * Asks a cache.
 */
final class Answers {

	private Answers() {
	}

	static boolean hit(ClaudeCache cache, TenantId tenant, String message, String... tags) {
		ClaudeRequest request = ClaudeRequest.builder("faq", tenant).message(message).tags(tags).build();
		return cache
			.answer(request,
					() -> ClaudeAnswer.of("an answer", StopReason.END_TURN, "claude-haiku-5-5", Usage.of(100, 20)))
			.provenance()
			.hit();
	}

}
