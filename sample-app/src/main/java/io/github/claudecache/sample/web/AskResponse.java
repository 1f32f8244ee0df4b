package io.github.claudecache.sample.web;

import java.util.List;
import java.util.Objects;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.answer.SemanticMatch;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.sample.desk.HelpDesk;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is sent.
 *
 * @param answer the text
 * @param outcome {@code exact}, {@code semantic}, {@code miss} or {@code bypass}
 * @param reason why it did not come from the cache; {@code null} on a hit
 * @param notStored why the cache did not keep it; {@code null} if it is kept
 * @param stopReason why the model stopped, as the Messages API says it
 * @param ageSeconds how many whole seconds ago its computation began; 0 unless it came
 * from the cache
 * @param fingerprint what stands for the question in the cache; {@code null} if nothing
 * does
 * @param tags what the kept answer depends on
 * @param otherWording which other wording it was given to; {@code null} unless it is the
 * answer to one
 * @param documents the documents that it is taken from, best first
 * @param tookMillis how long the help desk took
 */
record AskResponse(String answer, String outcome, @Nullable String reason, @Nullable String notStored,
		String stopReason, long ageSeconds, @Nullable String fingerprint, List<String> tags,
		@Nullable OtherWording otherWording, List<DocumentRef> documents, long tookMillis) {

	static AskResponse of(HelpDesk.Reply reply, long tookMillis) {
		ClaudeAnswer<String> answer = reply.answer();
		Provenance provenance = Objects.requireNonNull(answer.provenance(),
				"The answer has not been through the cache");
		return new AskResponse(answer.value(), provenance.outcome().code(), code(provenance.reason()),
				code(provenance.refusal()), answer.stopReason().wireValue(), provenance.age().toSeconds(),
				hex(provenance.fingerprint()), provenance.tags().stream().sorted().map(Tag::value).toList(),
				OtherWording.of(provenance.match()), reply.documents(), tookMillis);
	}

	private static @Nullable String code(@Nullable Reason reason) {
		return (reason != null) ? reason.code() : null;
	}

	private static @Nullable String hex(@Nullable Fingerprint fingerprint) {
		return (fingerprint != null) ? fingerprint.value() : null;
	}

	/**
	 * The question that was answered before.
	 *
	 * @param fingerprint what stands for it in the cache
	 * @param similarity the cosine of the two questions
	 * @param score how likely the answer serves both, from 0 to 1
	 */
	record OtherWording(String fingerprint, double similarity, double score) {

		static @Nullable OtherWording of(@Nullable SemanticMatch match) {
			return (match != null) ? new OtherWording(match.source().value(), match.similarity(), match.score()) : null;
		}

	}

}
