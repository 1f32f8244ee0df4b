package io.github.claudecache.semantic;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoredEntry;

/**
 * Reports that the answer of an entry is wrong for another question. A report is an entry
 * of its own beside the others, under a fingerprint that no request has: so every store
 * keeps it, every node finds it, and it belongs to its tenant.
 *
 * @since 0.1.0
 */
public final class Reports {

	/**
	 * How long a report is kept.
	 */
	public static final Duration KEPT = Duration.ofDays(365);

	private Reports() {
	}

	/**
	 * The key of a report.
	 * @param served the key of the entry that was served
	 * @param asked the exact fingerprint of the question
	 * @return a key of the same tenant
	 */
	public static EntryKey key(EntryKey served, Fingerprint asked) {
		return new EntryKey(served.tenant(), Fingerprint.ofReport(asked, served.fingerprint()));
	}

	/**
	 * The tags of a report: none but its own, so that no invalidation of what the answer
	 * depended on takes the report with it.
	 * @param report the key of the report
	 * @return one tag
	 */
	public static Set<Tag> tags(EntryKey report) {
		return Set.of(Tag.ofEntry(report.fingerprint()));
	}

	/**
	 * The entry of a report.
	 * @param served the entry that was served
	 * @param report the key of the report
	 * @param born the capture of the report
	 * @param now the time
	 * @return the entry to store
	 */
	public static StoredEntry entry(StoredEntry served, EntryKey report, Stamp born, Instant now) {
		return new StoredEntry(report, served.cache(), served.scope(), served.card(),
				CachedAnswer.of(AnswerDraft.complete("reported"), now, tags(report)), born, now.plus(KEPT));
	}

}
