package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.IndexedQuestion;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.semantic.SemanticIndex;
import io.lettuce.core.protocol.AsyncCommand;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes vector sets where the server has them, else follows. The server is asked when the
 * first question comes, so that every process that asks it decides the same.
 */
final class SharedSemanticIndex implements SemanticIndex {

	private static final Log logger = LogFactory.getLog(SharedSemanticIndex.class);

	private final RedisLink link;

	private final RedisKeys keys;

	private final Duration limit;

	private final SemanticIndex vectorSets;

	private final SemanticIndex following;

	private @Nullable CompletableFuture<SemanticIndex> chosen;

	SharedSemanticIndex(RedisLink link, RedisKeys keys, Duration limit, SemanticIndex vectorSets,
			SemanticIndex following) {
		this.link = link;
		this.keys = keys;
		this.limit = limit;
		this.vectorSets = vectorSets;
		this.following = following;
	}

	@Override
	public CompletionStage<?> prepare(Partition partition) {
		return with((index) -> index.prepare(partition));
	}

	@Override
	public CompletionStage<List<Candidate>> nearest(Partition partition, Embedding question, int limit) {
		return with((index) -> index.nearest(partition, question, limit));
	}

	@Override
	public CompletionStage<?> add(Partition partition, IndexedQuestion question) {
		return with((index) -> index.add(partition, question));
	}

	@Override
	public CompletionStage<?> remove(Partition partition, Fingerprint entry) {
		return with((index) -> index.remove(partition, entry));
	}

	private <T> CompletableFuture<T> with(Function<SemanticIndex, CompletionStage<T>> task) {
		return chosen().thenCompose(task);
	}

	private synchronized CompletableFuture<SemanticIndex> chosen() {
		CompletableFuture<SemanticIndex> known = this.chosen;
		if (known == null || known.isCompletedExceptionally()) {
			known = choose();
			this.chosen = known;
		}
		return known;
	}

	private CompletableFuture<SemanticIndex> choose() {
		return this.link.converse(this.limit, (sink) -> {
			byte[] probe = this.keys.probe();
			AsyncCommand<byte[], byte[], ?> vadd = Commands.impossibleVadd(probe);
			List<AsyncCommand<byte[], byte[], ?>> tried = List.of(vadd, Commands.vsim(probe, new byte[Float.BYTES], 1),
					Commands.vrem(probe, probe));
			sink.send(tried);
			return new Replies<SemanticIndex>(tried, () -> CompletableFuture.completedFuture(among(tried))).result();
		});
	}

	private SemanticIndex among(List<AsyncCommand<byte[], byte[], ?>> tried) {
		List<Throwable> refusals = tried.stream()
			.filter((command) -> command.toCompletableFuture().isCompletedExceptionally())
			.map((command) -> command.toCompletableFuture().handle((reply, error) -> Failures.unwrap(error)).join())
			.toList();
		if (refusals.stream().anyMatch(Failures::unknownCommand)) {
			logger.info("Other wordings are searched in the memory of this process, which follows Redis");
			return this.following;
		}
		if (refusals.stream().anyMatch(Failures::forbidden)) {
			logger.warn("Redis has vector sets, but the user of the connection lacks +vadd +vsim +vrem; other wordings "
					+ "are searched in the memory of this process, which follows Redis");
			return this.following;
		}
		logger.info("Other wordings are searched in the vector sets of Redis");
		return this.vectorSets;
	}

}
