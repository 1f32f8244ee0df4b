package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.IndexedQuestion;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.SemanticIndex;

/**
 * An index in the memory of this process that follows what others add. Questions and
 * vectors are on Redis beside their answers; a numbered list of each partition says what
 * was added since. It is asked for changes while the question is being embedded, so a
 * lookup finds what any process had added before it began, and takes no longer.
 * <p>
 * Needs no module, so it works on every Redis and Valkey. Safe for use by many threads;
 * never blocks. While Redis is away it knows what it knew before.
 */
final class FollowingSemanticIndex implements SemanticIndex {

	private final RedisLink link;

	private final RedisKeys keys;

	private final QuestionShelf shelf;

	private final Duration limit;

	private final Duration longestTtl;

	private final SharedIndexSettings settings;

	private final InstantSource clock;

	private final Cache<Partition, PartitionFollower> followers;

	private final Function<String, PreparedQuestion> preparation;

	FollowingSemanticIndex(RedisLink link, RedisKeys keys, RedisSettings redis, SharedIndexSettings settings,
			InstantSource clock, Function<String, PreparedQuestion> preparation) {
		this.link = link;
		this.keys = keys;
		this.limit = redis.operationTimeout();
		this.longestTtl = redis.longestTtl();
		this.shelf = new QuestionShelf(link, keys, this.limit);
		this.settings = settings;
		this.clock = clock;
		this.preparation = preparation;
		this.followers = Caffeine.newBuilder().maximumSize(settings.maxPartitions()).executor(Runnable::run).build();
	}

	@Override
	public CompletableFuture<Void> prepare(Partition partition) {
		return follower(partition).catchUp();
	}

	@Override
	public CompletionStage<List<Candidate>> nearest(Partition partition, Embedding question, int limit) {
		return follower(partition).known()
			.nearest(partition, question, limit)
			.thenApply((candidates) -> candidates.stream()
				.map((candidate) -> new Candidate(candidate.entry(), DeferredQuestion.resolve(candidate.question()),
						candidate.similarity()))
				.toList());
	}

	@Override
	public CompletableFuture<?> add(Partition partition, IndexedQuestion question) {
		// What this process refuses, for the dimension of its vector, the others would
		// learn first, and then refuse all that is right.
		return follower(partition).known()
			.add(partition, question)
			.toCompletableFuture()
			.thenCompose((here) -> this.shelf.put(partition, question, question.embedding().vector()))
			.thenCompose((kept) -> kept ? enlist(partition, question) : CompletableFuture.completedFuture(0L));
	}

	// The list names the entry again, and whoever looks finds no question beside it. One
	// that is added again at the very moment is lost until it is stored the next time: a
	// hit less, nothing else.
	@Override
	public CompletionStage<?> remove(Partition partition, Fingerprint entry) {
		return follower(partition).known()
			.remove(partition, entry)
			.thenCompose((here) -> this.shelf.clear(partition, entry))
			.thenCompose((cleared) -> cleared ? enlist(partition, entry, 1) : CompletableFuture.completedFuture(0L));
	}

	private CompletableFuture<Long> enlist(Partition partition, IndexedQuestion question) {
		return enlist(partition, question.entry(),
				Math.max(1, Duration.between(this.clock.instant(), question.expires()).toMillis()));
	}

	private CompletableFuture<Long> enlist(Partition partition, Fingerprint entry, long ttl) {
		long name = -ThreadLocalRandom.current().nextLong(1, 1L << 52);
		List<byte[]> arguments = List.of(Commands.number(name), Commands.bytes(entry.value()), Commands.number(ttl),
				Commands.number(this.longestTtl.toMillis() * 1000), Commands.number(this.settings.maxQuestions()));
		return this.link.converse(this.limit,
				(sink) -> RedisScript.ENLIST.integer(sink, List.of(this.keys.questions(partition)), arguments));
	}

	private PartitionFollower follower(Partition partition) {
		return this.followers.get(partition,
				(any) -> new PartitionFollower(this.link, this.keys, this.shelf, this.limit, partition,
						() -> SemanticIndex.inMemory(1, this.settings.maxQuestions(), this.clock), this.clock,
						(text) -> new DeferredQuestion(text, this.preparation)));
	}

}
