package io.github.claudecache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.semantic.IndexedQuestion;
import io.github.claudecache.semantic.Partition;
import io.github.claudecache.store.EntryKey;
import io.lettuce.core.protocol.AsyncCommand;

/**
 * Questions that stand beside their answers, in the same hash: whatever ends an entry,
 * its TTL, an eviction, an erasure or a sweep, ends its question and vector too. Safe for
 * use by many threads; never blocks.
 */
final class QuestionShelf {

	// A longer one is not read.
	private static final int LONGEST_RECORD = 1 << 20;

	private final RedisLink link;

	private final RedisKeys keys;

	private final Duration limit;

	QuestionShelf(RedisLink link, RedisKeys keys, Duration limit) {
		this.link = link;
		this.keys = keys;
		this.limit = limit;
	}

	/**
	 * Puts a question beside its answer.
	 * @param vector what to keep of its vector
	 * @return whether the answer is still there
	 */
	CompletableFuture<Boolean> put(Partition partition, IndexedQuestion question, float[] vector) {
		return write(partition, question.entry(),
				new QuestionRecord(question.question().text(), vector, question.expires()).at(question.entry(),
						this.keys.digest(partition)));
	}

	/**
	 * Takes a question away from its answer.
	 * @return whether the answer is still there
	 */
	CompletableFuture<Boolean> clear(Partition partition, Fingerprint entry) {
		// Not deleted: that would be one more right that the connection needs.
		return write(partition, entry, new byte[0]);
	}

	private CompletableFuture<Boolean> write(Partition partition, Fingerprint entry, byte[] record) {
		byte[] key = this.keys.entry(new EntryKey(partition.tenant(), entry));
		return this.link.converse(this.limit,
				(sink) -> RedisScript.ANNOTATE
					.integer(sink, List.of(key), List.of(this.keys.questionField(partition), record))
					.thenApply((outcome) -> outcome == 1));
	}

	/**
	 * Reads questions.
	 * @return those that are there, in the same order
	 */
	CompletableFuture<Map<Fingerprint, QuestionRecord>> get(Partition partition, List<Fingerprint> entries) {
		if (entries.isEmpty()) {
			return CompletableFuture.completedFuture(Map.of());
		}
		List<byte[]> field = List.of(this.keys.questionField(partition));
		return this.link.converse(this.limit, (sink) -> {
			List<AsyncCommand<byte[], byte[], List<byte[]>>> asked = new ArrayList<>();
			entries.forEach((entry) -> asked
				.add(Commands.hmget(this.keys.entry(new EntryKey(partition.tenant(), entry)), field, LONGEST_RECORD)));
			sink.send(asked);
			return new Replies<Map<Fingerprint, QuestionRecord>>(asked,
					() -> CompletableFuture.completedFuture(records(partition, entries, asked)))
				.result();
		});
	}

	private Map<Fingerprint, QuestionRecord> records(Partition partition, List<Fingerprint> entries,
			List<AsyncCommand<byte[], byte[], List<byte[]>>> asked) {
		String digest = this.keys.digest(partition);
		Map<Fingerprint, QuestionRecord> records = new LinkedHashMap<>();
		for (int i = 0; i < entries.size(); i++) {
			byte[] bytes = EntryFields.values(asked.get(i)).get(0);
			QuestionRecord question = (bytes != null) ? QuestionRecord.of(bytes, entries.get(i), digest) : null;
			if (question != null) {
				records.put(entries.get(i), question);
			}
		}
		return records;
	}

}
