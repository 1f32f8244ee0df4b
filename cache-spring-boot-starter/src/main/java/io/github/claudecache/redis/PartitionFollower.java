package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.IndexedQuestion;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.SemanticIndex;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of one partition, and up to which number of its list. One look
 * at the list is under way at a time; who comes meanwhile shares the next one, which
 * begins after it came. Safe for use by many threads; never blocks.
 */
final class PartitionFollower {

	// A reply of some 200 KB. What is more is fetched behind the back of the lookups.
	private static final int PAGE = 128;

	private static final String NAME = "!name";

	private static final String LAST = "!last";

	private final RedisLink link;

	private final byte[] list;

	private final QuestionShelf shelf;

	private final Duration limit;

	private final Partition partition;

	private final Supplier<SemanticIndex> fresh;

	private final InstantSource clock;

	private final Function<String, PreparedQuestion> deferred;

	private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

	private @Nullable CompletableFuture<Void> waiting;

	// Written by one step after another.
	private volatile SemanticIndex known;

	private volatile long name;

	private volatile long seen;

	PartitionFollower(RedisLink link, RedisKeys keys, QuestionShelf shelf, Duration limit, Partition partition,
			Supplier<SemanticIndex> fresh, InstantSource clock, Function<String, PreparedQuestion> deferred) {
		this.link = link;
		this.list = keys.questions(partition);
		this.shelf = shelf;
		this.limit = limit;
		this.partition = partition;
		this.fresh = fresh;
		this.clock = clock;
		this.deferred = deferred;
		this.known = fresh.get();
	}

	/**
	 * What is known now.
	 */
	SemanticIndex known() {
		return this.known;
	}

	/**
	 * Fetches what was added.
	 * @return completes when what was added before this call is known, or a page of it
	 */
	synchronized CompletableFuture<Void> catchUp() {
		if (this.waiting != null) {
			return this.waiting;
		}
		CompletableFuture<Void> next = new CompletableFuture<>();
		this.waiting = next;
		this.running.whenComplete((done, error) -> begin(next));
		return next;
	}

	private void begin(CompletableFuture<Void> next) {
		synchronized (this) {
			this.running = next;
			this.waiting = null;
		}
		look().whenComplete((full, error) -> {
			if (error != null) {
				next.completeExceptionally(error);
				return;
			}
			next.complete(null);
			if (full) {
				catchUp();
			}
		});
	}

	private CompletableFuture<Boolean> look() {
		return this.link.converse(this.limit, (sink) -> {
			AsyncCommand<byte[], byte[], List<Double>> state = Commands.zmscore(this.list, NAME, LAST);
			sink.send(List.of(state));
			return state.toCompletableFuture();
		}).thenCompose((state) -> {
			Double listed = state.get(0);
			Double last = state.get(1);
			long called = (listed != null) ? listed.longValue() : 0;
			if (called != this.name) {
				// Another list: the one that was followed is lost, with the answers.
				this.known = this.fresh.get();
				this.name = called;
				this.seen = 0;
			}
			return (last != null && last.longValue() > this.seen) ? fetch() : CompletableFuture.completedFuture(false);
		});
	}

	private CompletableFuture<Boolean> fetch() {
		return this.link.converse(this.limit, (sink) -> {
			AsyncCommand<byte[], byte[], List<ScoredValue<byte[]>>> changes = Commands.zrangeAbove(this.list, this.seen,
					PAGE);
			sink.send(List.of(changes));
			return changes.toCompletableFuture();
		}).thenCompose((changes) -> {
			List<Fingerprint> entries = changes.stream()
				.map((change) -> Commands.text(change.getValue()))
				.filter((member) -> !member.equals(LAST))
				.map(Fingerprint::new)
				.toList();
			return this.shelf.get(this.partition, entries).thenApply((questions) -> {
				learn(entries, questions);
				this.seen = Math.max(this.seen, upTo(changes));
				return changes.size() == PAGE;
			});
		});
	}

	// The youngest entry has the number of the mark and comes behind it, perhaps on the
	// next page.
	private static long upTo(List<ScoredValue<byte[]>> changes) {
		int last = changes.size() - 1;
		if (last > 0 && changes.size() == PAGE && Commands.text(changes.get(last).getValue()).equals(LAST)) {
			last--;
		}
		return (last >= 0) ? (long) changes.get(last).getScore() : 0;
	}

	private void learn(List<Fingerprint> entries, Map<Fingerprint, QuestionRecord> questions) {
		for (Fingerprint entry : entries) {
			QuestionRecord question = questions.get(entry);
			if (question == null) {
				this.known.remove(this.partition, entry);
			}
			else if (this.clock.instant().isBefore(question.expires()) && question.comparable()) {
				this.known.add(this.partition, new IndexedQuestion(entry, this.deferred.apply(question.text()),
						new Embedding(question.vector(), false), question.expires()));
			}
		}
	}

}
