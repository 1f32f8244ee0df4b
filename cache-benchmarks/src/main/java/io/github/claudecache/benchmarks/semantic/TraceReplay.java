package io.github.claudecache.benchmarks.semantic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import org.jspecify.annotations.Nullable;

/**
 * Asks a cache the requests of a trace in their order, and applies the updates of the
 * sources between them as invalidations. The document is a tag of the answer, as if
 * Claude had named it: no request is looked up by it.
 */
final class TraceReplay {

	private final ReplayCache cache;

	private final Queue<Trace.Update> updates;

	private TraceReplay(ReplayCache cache, List<Trace.Update> updates) {
		this.cache = cache;
		this.updates = new ArrayDeque<>(updates);
	}

	/**
	 * Replays a trace.
	 * @param trace the trace
	 * @param cache a fresh cache
	 * @return what came of each request
	 */
	static List<Served> replay(Trace trace, ReplayCache cache) {
		TraceReplay replay = new TraceReplay(cache, trace.updates());
		List<Served> served = new ArrayList<>();
		for (Trace.Request request : trace.requests()) {
			replay.advance(request.millis());
			served.add(replay.ask(request));
		}
		return served;
	}

	private void advance(long until) {
		while (!this.updates.isEmpty() && this.updates.element().millis() <= until) {
			Trace.Update update = this.updates.remove();
			this.cache.at(update.millis());
			this.cache.cache().invalidate(new TenantId(update.tenant()), update.document());
		}
		this.cache.at(until);
	}

	private Served ask(Trace.Request asked) {
		ClaudeRequest request = ClaudeRequest.builder(ReplayCache.NAME, new TenantId(asked.tenant()))
			.languageTag(asked.locale())
			.message(asked.text())
			.build();
		ClaudeAnswer<String> answer = this.cache.cache()
			.answer(request, () -> ClaudeAnswer.complete(String.valueOf(asked.seq())).tagged(asked.document()));
		Provenance provenance = Objects.requireNonNull(answer.provenance());
		return new Served(asked.seq(), provenance.hit() ? Long.valueOf(answer.value()) : null,
				provenance.outcome().code());
	}

	/**
	 * What came of a request.
	 *
	 * @param seq the request
	 * @param from whose answer was served; {@code null} if Claude was asked
	 * @param tier the tier that served it
	 */
	record Served(long seq, @Nullable Long from, String tier) {
	}

}
