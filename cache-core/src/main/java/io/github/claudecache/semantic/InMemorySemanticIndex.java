package io.github.claudecache.semantic;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.claudecache.identity.Fingerprint;

/**
 * Compares a question with every question of its partition.
 */
final class InMemorySemanticIndex implements SemanticIndex {

	private final Cache<Partition, ConcurrentHashMap<Fingerprint, IndexedQuestion>> partitions;

	private final int maxQuestions;

	private final InstantSource clock;

	InMemorySemanticIndex(int maxPartitions, int maxQuestions, InstantSource clock) {
		this.partitions = Caffeine.newBuilder().maximumSize(maxPartitions).executor(Runnable::run).build();
		this.maxQuestions = maxQuestions;
		this.clock = clock;
	}

	@Override
	public CompletableFuture<List<Candidate>> nearest(Partition partition, Embedding question, int limit) {
		ConcurrentHashMap<Fingerprint, IndexedQuestion> questions = this.partitions.getIfPresent(partition);
		if (questions == null) {
			return CompletableFuture.completedFuture(List.of());
		}
		PriorityQueue<Candidate> nearest = new PriorityQueue<>(Comparator.comparingDouble(Candidate::similarity));
		for (IndexedQuestion indexed : questions.values()) {
			double similarity = Embedding.dot(indexed.embedding().vector(), question.vector());
			if (nearest.size() < limit) {
				nearest.add(new Candidate(indexed.entry(), indexed.question(), similarity));
			}
			else if (similarity > nearest.element().similarity()) {
				nearest.remove();
				nearest.add(new Candidate(indexed.entry(), indexed.question(), similarity));
			}
		}
		List<Candidate> found = new ArrayList<>(nearest);
		found.sort(Comparator.comparingDouble(Candidate::similarity).reversed());
		return CompletableFuture.completedFuture(found);
	}

	@Override
	public CompletableFuture<Void> add(Partition partition, IndexedQuestion question) {
		ConcurrentHashMap<Fingerprint, IndexedQuestion> questions = this.partitions.get(partition,
				(any) -> new ConcurrentHashMap<>());
		if (questions.size() >= this.maxQuestions) {
			makeRoom(questions);
		}
		questions.put(question.entry(), question);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Void> remove(Partition partition, Fingerprint entry) {
		ConcurrentHashMap<Fingerprint, IndexedQuestion> questions = this.partitions.getIfPresent(partition);
		if (questions != null) {
			questions.remove(entry);
		}
		return CompletableFuture.completedFuture(null);
	}

	// What has expired, or else the tenth that expires first.
	private void makeRoom(ConcurrentHashMap<Fingerprint, IndexedQuestion> questions) {
		questions.values().removeIf((question) -> !this.clock.instant().isBefore(question.expires()));
		if (questions.size() >= this.maxQuestions) {
			questions.values()
				.stream()
				.sorted(Comparator.comparing(IndexedQuestion::expires))
				.limit(1 + this.maxQuestions / 10)
				.toList()
				.forEach((question) -> questions.remove(question.entry(), question));
		}
	}

}
