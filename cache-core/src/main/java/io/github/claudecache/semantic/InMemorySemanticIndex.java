package io.github.claudecache.semantic;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.claudecache.identity.Fingerprint;

/**
 * Scans the questions of a partition in the memory of this process.
 */
final class InMemorySemanticIndex implements SemanticIndex {

	private final Cache<Partition, PartitionScan> partitions;

	private final int maxQuestions;

	private final InstantSource clock;

	InMemorySemanticIndex(int maxPartitions, int maxQuestions, InstantSource clock) {
		this.partitions = Caffeine.newBuilder().maximumSize(maxPartitions).executor(Runnable::run).build();
		this.maxQuestions = maxQuestions;
		this.clock = clock;
	}

	@Override
	public CompletableFuture<List<Candidate>> nearest(Partition partition, Embedding question, int limit) {
		PartitionScan scan = this.partitions.getIfPresent(partition);
		return CompletableFuture.completedFuture((scan != null) ? scan.nearest(question.vector(), limit) : List.of());
	}

	@Override
	public CompletableFuture<Void> add(Partition partition, IndexedQuestion question) {
		try {
			this.partitions.get(partition, (any) -> new PartitionScan())
				.put(question, this.maxQuestions, this.clock.instant());
			return CompletableFuture.completedFuture(null);
		}
		catch (IllegalArgumentException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public CompletableFuture<Void> remove(Partition partition, Fingerprint entry) {
		PartitionScan scan = this.partitions.getIfPresent(partition);
		if (scan != null) {
			scan.remove(entry);
		}
		return CompletableFuture.completedFuture(null);
	}

}
