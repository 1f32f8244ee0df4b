package io.github.claudecache.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.claudecache.answer.Usage;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * One entry, without any text of its question or answer.
 *
 * @param fingerprint its exact fingerprint
 * @param cache the name of its cache
 * @param tenant whose it is
 * @param servable whether it would be served now, as far as its own tags and its age
 * allow
 * @param objection why it would not; absent if it would
 * @param created when its computation began, ISO 8601
 * @param age how long ago that is, ISO 8601
 * @param expires when it expires at the latest, ISO 8601
 * @param tags what it depends on
 * @param stopReason why Claude stopped
 * @param model the model that Claude named; absent if none was named
 * @param usage the tokens that it had cost
 * @param answerChars how long the answer is as it is kept
 * @param factors the factors of its key, each by the beginning of its digest
 * @since 0.1.0
 */
public record EntryReport(String fingerprint, String cache, String tenant, boolean servable, @Nullable String objection,
		String created, String age, String expires, List<String> tags, String stopReason, @Nullable String model,
		Usage usage, int answerChars, SortedMap<String, String> factors) implements OperationResponseBody {

	static EntryReport of(StoredEntry entry, @Nullable MissReason objection, Instant now) {
		Duration age = entry.answer().age(now);
		return new EntryReport(entry.key().fingerprint().value(), entry.cache(), entry.key().tenant().value(),
				objection == null, (objection != null) ? objection.code() : null, entry.answer().created().toString(),
				age.toString(), entry.expires().toString(),
				entry.answer().tags().stream().map(Tag::value).sorted().toList(),
				entry.answer().stopReason().wireValue(), entry.answer().model(), entry.answer().usage(),
				entry.answer().payload().body().length(),
				(entry.card() != null) ? entry.card().digests() : new TreeMap<>());
	}

}
