package io.github.claudecache.semantic;

import java.time.InstantSource;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * What decides about the candidates of a question.
 *
 * @param judge the judge
 * @param verification who is asked when the judge is unsure; {@code null} if nobody is
 * @param floor the lowest cosine of a candidate
 * @param index forgets what is gone; {@code null} if nothing is to be changed
 * @param clock the time by which reports expire
 */
record WalkMeans(QuestionJudge judge, @Nullable Verification verification, double floor, @Nullable SemanticIndex index,
		InstantSource clock) {

	void gone(Partition partition, Fingerprint entry) {
		if (this.index != null) {
			this.index.remove(partition, entry);
		}
	}

	/**
	 * Whether there is a report. The ledgers do not matter: an old one costs a hit, never
	 * a wrong answer; and so does one that cannot be read.
	 */
	boolean holds(Reading reading, EntryKey key) {
		if (reading.fault() != null) {
			return true;
		}
		StoredEntry report = reading.entry();
		return report != null && report.key().equals(key) && this.clock.instant().isBefore(report.expires());
	}

}
