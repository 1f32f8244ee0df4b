package io.github.claudecache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.audit.SharedAudit;
import org.jspecify.annotations.Nullable;

/**
 * Audits on Redis: a hash for each cache, with a field of each process and one of all. It
 * lives as long as somebody tells something, and a while longer.
 */
final class RedisSharedAudit implements SharedAudit {

	// The number is that of the format of both kinds of fields.
	private static final String BUDGET = "budget:1";

	private static final String COUNTS = "counts:1:";

	private final RedisLink link;

	private final RedisKeys keys;

	private final Duration limit;

	private final byte[] lifetime;

	private final String process = UUID.randomUUID().toString();

	RedisSharedAudit(RedisLink link, RedisKeys keys, Duration limit, Duration lifetime) {
		this.link = link;
		this.keys = keys;
		this.limit = limit;
		this.lifetime = Commands.number(lifetime.toMillis());
	}

	@Override
	public String process() {
		return this.process;
	}

	@Override
	public CompletableFuture<Known> exchange(String cache, String counts, Collection<String> gone) {
		List<byte[]> arguments = new ArrayList<>(
				List.of(Commands.bytes(COUNTS + this.process), Commands.bytes(counts), this.lifetime));
		gone.forEach((other) -> arguments.add(Commands.bytes(COUNTS + other)));
		return this.link
			.converse(this.limit,
					(sink) -> RedisScript.EXCHANGE_AUDIT.list(sink, List.of(this.keys.audit(cache)), arguments))
			.thenApply(RedisSharedAudit::known);
	}

	@Override
	public CompletableFuture<Boolean> replace(String cache, @Nullable String expected, String next) {
		return this.link
			.converse(
					this.limit, (
							sink) -> RedisScript.REPLACE_BUDGET.integer(sink, List.of(this.keys.audit(cache)),
									List.of(Commands.bytes(BUDGET), Commands.bytes((expected != null) ? expected : ""),
											Commands.bytes(next), this.lifetime)))
			.thenApply((replaced) -> replaced == 1);
	}

	private static Known known(List<byte[]> reply) {
		Map<String, String> counts = new HashMap<>();
		String budget = null;
		for (int i = 0; i + 1 < reply.size(); i += 2) {
			String field = Commands.text(reply.get(i));
			String value = Commands.text(reply.get(i + 1));
			if (field.equals(BUDGET)) {
				budget = value;
			}
			else if (field.startsWith(COUNTS)) {
				counts.put(field.substring(COUNTS.length()), value);
			}
		}
		return new Known(counts, budget);
	}

}
