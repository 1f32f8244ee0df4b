package io.github.claudecache.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.IndexedQuestion;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.store.EntryKey;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * An index in the vector sets of Redis 8, one for each partition: no process has the
 * questions in its memory, and all see the same. The vectors are kept in full precision,
 * because their similarity is part of the judgement. Safe for use by many threads; never
 * blocks. Fails while Redis is away.
 */
final class VectorSetIndex implements SemanticIndex {

	private static final int REMEMBERED_QUESTIONS = 10_000;

	private static final float[] NOTHING = {};

	private final RedisLink link;

	private final RedisKeys keys;

	private final QuestionShelf shelf;

	private final Duration limit;

	private final SharedIndexSettings settings;

	private final InstantSource clock;

	private final Function<String, PreparedQuestion> preparation;

	// The question of an entry never changes, whatever becomes of the entry.
	private final Cache<EntryKey, PreparedQuestion> questions = Caffeine.newBuilder()
		.maximumSize(REMEMBERED_QUESTIONS)
		.executor(Runnable::run)
		.build();

	VectorSetIndex(RedisLink link, RedisKeys keys, RedisSettings redis, SharedIndexSettings settings,
			InstantSource clock, Function<String, PreparedQuestion> preparation) {
		this.link = link;
		this.keys = keys;
		this.limit = redis.operationTimeout();
		this.shelf = new QuestionShelf(link, keys, this.limit);
		this.settings = settings;
		this.clock = clock;
		this.preparation = preparation;
	}

	@Override
	public CompletableFuture<List<Candidate>> nearest(Partition partition, Embedding question, int limit) {
		return this.link.converse(this.limit, (sink) -> {
			AsyncCommand<byte[], byte[], Map<byte[], Double>> found = Commands.vsim(this.keys.vectors(partition),
					QuestionRecord.blob(question.vector()), limit);
			sink.send(List.of(found));
			return found.toCompletableFuture();
		}).thenCompose((found) -> {
			Map<Fingerprint, Double> similarities = new LinkedHashMap<>();
			// Redis gives (1 + cosine) / 2.
			found.forEach((element, similarity) -> similarities.put(new Fingerprint(Commands.text(element)),
					2 * similarity - 1));
			return candidates(partition, similarities);
		});
	}

	private CompletableFuture<List<Candidate>> candidates(Partition partition, Map<Fingerprint, Double> similarities) {
		List<Fingerprint> unknown = similarities.keySet()
			.stream()
			.filter((entry) -> known(partition, entry) == null)
			.toList();
		return this.shelf.get(partition, unknown).thenApply((records) -> {
			records.forEach((entry, read) -> this.questions.put(new EntryKey(partition.tenant(), entry),
					this.preparation.apply(read.text())));
			List<Candidate> candidates = new ArrayList<>();
			similarities.forEach((entry, similarity) -> {
				PreparedQuestion question = known(partition, entry);
				if (question != null) {
					candidates.add(new Candidate(entry, question, similarity));
				}
			});
			// Their entries are gone, or were stored again without this embedder.
			unknown.stream()
				.filter((entry) -> !records.containsKey(entry))
				.forEach((entry) -> remove(partition, entry));
			return candidates;
		});
	}

	private @Nullable PreparedQuestion known(Partition partition, Fingerprint entry) {
		return this.questions.getIfPresent(new EntryKey(partition.tenant(), entry));
	}

	@Override
	public CompletableFuture<?> add(Partition partition, IndexedQuestion question) {
		return this.shelf.put(partition, question, NOTHING).thenCompose((kept) -> {
			if (!kept) {
				return CompletableFuture.completedFuture(0L);
			}
			this.questions.put(new EntryKey(partition.tenant(), question.entry()), question.question());
			List<byte[]> arguments = List.of(QuestionRecord.blob(question.embedding().vector()),
					Commands.bytes(question.entry().value()), Commands.number(question.expires().toEpochMilli()),
					Commands.number(this.clock.millis()), Commands.number(this.settings.maxQuestions()));
			return this.link.converse(this.limit,
					(sink) -> RedisScript.ADD_VECTOR.integer(sink, places(partition), arguments));
		});
	}

	// A question that is added again at the very moment is lost for the others until it
	// is stored the next time: a hit less, nothing else.
	@Override
	public CompletableFuture<Long> remove(Partition partition, Fingerprint entry) {
		return this.link.converse(this.limit, (sink) -> RedisScript.REMOVE_VECTOR.integer(sink, places(partition),
				List.of(Commands.bytes(entry.value()))));
	}

	private List<byte[]> places(Partition partition) {
		return List.of(this.keys.vectors(partition), this.keys.vectorExpiries(partition));
	}

}
