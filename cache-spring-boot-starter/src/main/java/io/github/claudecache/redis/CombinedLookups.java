package io.github.claudecache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.github.claudecache.freshness.Standing;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoreUnavailableException;
import io.lettuce.core.protocol.AsyncCommand;

/**
 * Sends lookups that arrive while others are under way together, in one batch: their
 * entries, then each ledger once for the tags of all of them. A lookup that arrives alone
 * is sent at once. With many callers this costs less than a bare read of each entry, most
 * of which is the price of a write to a socket and of a reply by itself.
 * <p>
 * One batch is under way at a time. If it fails because Redis is silent, so do those that
 * wait behind it, so that nobody waits longer than the limit. Safe for use by many
 * threads; never blocks.
 */
final class CombinedLookups {

	// So that one batch does not hold up other clients of the server.
	private static final int MAX_BATCH = 64;

	// From here on it pays to send a batch before the one before it has been read.
	private static final int GOOD_BATCH = 16;

	private final RedisLink link;

	private final RedisKeys keys;

	private final EntryFields fields;

	private final Duration limit;

	private final Finder finder;

	private final Queue<Lookup> waiting = new ConcurrentLinkedQueue<>();

	// When the batch that is under way was sent; 0 if none is. One number, because a
	// batch that is seen with the time of the one before it would seem to be late.
	private final AtomicLong underWay = new AtomicLong();

	private final long slowAfter;

	/**
	 * Creates the combination of the lookups of one store.
	 * @param limit how long a batch may take
	 * @param finder judges what was read
	 */
	CombinedLookups(RedisLink link, RedisKeys keys, EntryFields fields, Duration limit, Finder finder) {
		this.link = link;
		this.keys = keys;
		this.fields = fields;
		this.limit = limit;
		this.slowAfter = link.slowAfter().toNanos();
		this.finder = finder;
	}

	CompletableFuture<Reading> read(EntryKey key, Set<Tag> tags) {
		try {
			this.link.requireServer();
		}
		catch (StoreUnavailableException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		if (isStuck()) {
			return CompletableFuture.failedFuture(new StoreUnavailableException("Redis is slow to answer"));
		}
		Lookup lookup = new Lookup(key, tags, new CompletableFuture<>());
		this.waiting.add(lookup);
		sendNext();
		return lookup.result();
	}

	// Whoever comes now would wait behind a batch that has waited too long already.
	private boolean isStuck() {
		long sent = this.underWay.get();
		return sent != 0 && this.link.holdsBack() && System.nanoTime() - sent > this.slowAfter;
	}

	private void sendNext() {
		while (!this.waiting.isEmpty() && this.underWay.compareAndSet(0, System.nanoTime() | 1)) {
			List<Lookup> batch = take(MAX_BATCH);
			if (batch.isEmpty()) {
				this.underWay.set(0);
				continue;
			}
			AtomicBoolean passed = new AtomicBoolean();
			// A batch that ends while it is being sent is followed up by this loop, not
			// by
			// a deeper call: there may be thousands of them in a row.
			AtomicBoolean sending = new AtomicBoolean(true);
			Runnable next = () -> {
				if (passed.compareAndSet(false, true)) {
					this.underWay.set(0);
					if (!sending.get()) {
						sendNext();
					}
				}
			};
			CompletableFuture<Void> sent = this.link.converse(this.limit, () -> batch.size() + this.waiting.size(),
					(conversation) -> send(conversation, batch, next));
			sent.whenComplete((done, error) -> {
				if (error != null) {
					fail(batch, error);
				}
				next.run();
			});
			sending.set(false);
		}
	}

	private List<Lookup> take(int most) {
		List<Lookup> batch = new ArrayList<>();
		for (Lookup next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			batch.add(next);
			if (batch.size() == most) {
				break;
			}
		}
		return batch;
	}

	private CompletableFuture<Void> send(Conversation conversation, List<Lookup> batch, Runnable next) {
		Map<TenantId, LedgerQuestion> questions = questions(batch);
		LedgerQuestion toAll = (questions.size() == 1) ? questions.values().iterator().next()
				: LedgerQuestion.ofAll(questions.values());
		List<AsyncCommand<byte[], byte[], ?>> commands = new ArrayList<>(batch.size() + questions.size() + 1);
		List<AsyncCommand<byte[], byte[], List<byte[]>>> entries = new ArrayList<>(batch.size());
		for (Lookup lookup : batch) {
			entries.add(this.fields.ask(this.keys.entry(lookup.key()), EntryFields.SERVED));
		}
		commands.addAll(entries);
		Map<TenantId, AsyncCommand<byte[], byte[], List<Double>>> ledgers = new LinkedHashMap<>();
		questions.forEach((tenant, question) -> ledgers.put(tenant, question.to(this.keys.ledger(tenant))));
		commands.addAll(ledgers.values());
		AsyncCommand<byte[], byte[], List<Double>> global = toAll.to(this.keys.globalLedger());
		commands.add(global);
		conversation.send(commands);
		return new Replies<Void>(commands, () -> {
			// The server works on the next batch while this one is read here, if enough
			// lookups wait for one.
			if (this.waiting.size() >= GOOD_BATCH) {
				next.run();
			}
			for (int i = 0; i < batch.size(); i++) {
				Lookup lookup = batch.get(i);
				TenantId tenant = lookup.key().tenant();
				AsyncCommand<byte[], byte[], List<byte[]>> entry = entries.get(i);
				answer(conversation, lookup, entry,
						() -> new Standing(
								Objects.requireNonNull(questions.get(tenant))
									.view(Objects.requireNonNull(ledgers.get(tenant)).join(), lookup.tags()),
								toAll.view(global.join(), lookup.tags())));
			}
			return CompletableFuture.completedFuture(null);
		}).result();
	}

	private void answer(Conversation conversation, Lookup lookup, AsyncCommand<byte[], byte[], List<byte[]>> entry,
			Supplier<Standing> standing) {
		try {
			if (!conversation.counts()) {
				throw RedisLink.awayMeanwhile();
			}
			this.finder.find(lookup.key(), EntryFields.values(entry), standing.get(), lookup.tags())
				.whenComplete((reading, error) -> {
					if (error != null) {
						lookup.result().completeExceptionally(Failures.unwrap(error));
					}
					else {
						lookup.result().complete(reading);
					}
				});
		}
		catch (RuntimeException ex) {
			Throwable cause = Failures.unwrap(ex);
			if (Failures.unable(cause)) {
				conversation.refused(1, Failures.describe(cause));
			}
			lookup.result().completeExceptionally(cause);
		}
	}

	private static Map<TenantId, LedgerQuestion> questions(List<Lookup> batch) {
		if (batch.size() == 1) {
			Lookup only = batch.get(0);
			return Map.of(only.key().tenant(), new LedgerQuestion(only.tags()));
		}
		Map<TenantId, Set<Tag>> tags = new LinkedHashMap<>();
		batch.forEach((lookup) -> tags.computeIfAbsent(lookup.key().tenant(), (tenant) -> new LinkedHashSet<>())
			.addAll(lookup.tags()));
		Map<TenantId, LedgerQuestion> questions = new LinkedHashMap<>();
		tags.forEach((tenant, all) -> questions.put(tenant, new LedgerQuestion(all)));
		return questions;
	}

	private void fail(List<Lookup> batch, Throwable error) {
		Throwable cause = Failures.unwrap(error);
		batch.forEach((lookup) -> lookup.result().completeExceptionally(cause));
		if (cause instanceof TimeoutException) {
			take(Integer.MAX_VALUE).forEach((lookup) -> lookup.result().completeExceptionally(cause));
		}
	}

	/**
	 * Judges what was read for one lookup.
	 */
	interface Finder {

		CompletableFuture<Reading> find(EntryKey key, List<byte[]> values, Standing standing, Set<Tag> tags);

	}

	/**
	 * A lookup that waits to be sent or answered.
	 */
	private record Lookup(EntryKey key, Set<Tag> tags, CompletableFuture<Reading> result) {
	}

}
