package io.github.claudecache.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.Eventually;

/**
 * Callers of one node who note every answer that is older than it may be. An answer is
 * built from two sources, the second of which is known only when Claude has answered.
 * There are few questions, since a server that is slow to load takes its time for each
 * key.
 */
final class Readers implements AutoCloseable {

	private static final int CALLERS = 3;

	private final String node;

	private final ClaudeCache cache;

	private final SourceVersions sources;

	private final AtomicLong hits = new AtomicLong();

	private final Queue<String> violations = new ConcurrentLinkedQueue<>();

	private final List<CompletableFuture<Void>> callers = new ArrayList<>();

	private volatile boolean over;

	private Readers(String node, ClaudeCache cache, SourceVersions sources) {
		this.node = node;
		this.cache = cache;
		this.sources = sources;
	}

	static Readers of(String node, ClaudeCache cache, SourceVersions sources) {
		Readers readers = new Readers(node, cache, sources);
		for (int caller = 0; caller < CALLERS; caller++) {
			SplittableRandom random = new SplittableRandom(caller);
			readers.callers
				.add(CompletableFuture.runAsync(() -> readers.call(random), (task) -> new Thread(task).start()));
		}
		return readers;
	}

	private void call(SplittableRandom random) {
		while (!this.over) {
			ask(random.nextInt(SourceVersions.SOURCES));
			LockSupport.parkNanos(100_000);
		}
	}

	/**
	 * Asks about a source; the answer must not be older than it may be now.
	 */
	void ask(int declared) {
		int late = (declared + 1) % SourceVersions.SOURCES;
		ClaudeRequest request = ClaudeRequest.builder("faq", TenantId.DEFAULT)
			.message(declared + " and " + late)
			.tags(SourceVersions.tag(declared))
			.build();
		long lowestDeclared = this.sources.floor(declared);
		long lowestLate = this.sources.floor(late);
		ClaudeAnswer<String> answer = this.cache.answer(request,
				() -> ClaudeAnswer.complete(this.sources.present(declared) + ":" + this.sources.present(late))
					.tagged(SourceVersions.tag(late)));
		String[] versions = answer.value().split(":");
		if (Long.parseLong(versions[0]) < lowestDeclared || Long.parseLong(versions[1]) < lowestLate) {
			this.violations.add(this.node + " served " + answer.value() + " of sources " + declared + " and " + late
					+ " when " + lowestDeclared + ":" + lowestLate + " was confirmed");
		}
		this.hits.addAndGet(answer.provenance().hit() ? 1 : 0);
	}

	List<String> violations() {
		return List.copyOf(this.violations);
	}

	void awaitHits(long more) {
		long wanted = this.hits.get() + more;
		Eventually.holds(more + " more hits on the node that " + this.node,
				() -> this.hits.get() >= wanted || this.callers.stream().anyMatch(CompletableFuture::isDone));
	}

	@Override
	public void close() {
		this.over = true;
		this.callers.forEach(Eventually::get);
	}

}
