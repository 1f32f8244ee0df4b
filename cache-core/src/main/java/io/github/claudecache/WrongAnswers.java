package io.github.claudecache;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.semantic.Reports;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * Takes reports of wrong answers.
 *
 * @param store where entries and reports are
 * @param invalidation voids the entry
 * @param clock the time of reports
 * @param listener is told of reports
 * @param known whether there is a cache of a name
 */
record WrongAnswers(AnswerStore store, TagInvalidationService invalidation, InstantSource clock,
		ClaudeCacheListener listener, Predicate<String> known) {

	/**
	 * Takes a report.
	 * @param asked the question; {@code null} if it is the entry's own
	 * @return what was done; empty if there is no such entry
	 * @throws InvalidationFailedException if it could not be done
	 */
	Optional<Invalidation> report(EntryKey key, @Nullable Fingerprint asked) {
		Fingerprint other = (asked != null && !asked.equals(key.fingerprint())) ? asked : null;
		StoredEntry entry;
		try {
			List<StoredEntry> found = this.store.entries(key.tenant(), Tag.ofEntry(key.fingerprint()), 1)
				.toCompletableFuture()
				.join();
			if (found.isEmpty()) {
				return Optional.empty();
			}
			entry = found.get(0);
			if (other != null) {
				remember(entry, Reports.key(key, other));
			}
		}
		catch (RuntimeException ex) {
			throw new InvalidationFailedException(
					"Not reported: " + key.fingerprint() + ". The answer may still be served; repeat the call.",
					Throwables.unwrap(ex));
		}
		// Behind the report: once the entry is void, another one may come in its place,
		// and is not for this question either.
		Invalidation quarantined = this.invalidation.invalidate(key.tenant(), List.of(Tag.ofEntry(key.fingerprint())));
		// What a shared store holds must not name meters.
		if (this.known.test(entry.cache())) {
			this.listener.onEvent(new CacheEvent.Reported(entry.cache(), key.tenant(), key.fingerprint(),
					(other != null) ? Outcome.SEMANTIC : Outcome.EXACT));
		}
		return Optional.of(quarantined);
	}

	private void remember(StoredEntry entry, EntryKey report) {
		Reading capture = this.store.capture(report, Reports.tags(report)).toCompletableFuture().join();
		this.store.store(Reports.entry(entry, report, capture.standing().capture(), this.clock.instant()))
			.toCompletableFuture()
			.join();
	}

}
