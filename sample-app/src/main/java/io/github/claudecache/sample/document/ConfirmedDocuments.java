package io.github.claudecache.sample.document;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.claudecache.admission.AdmissionPolicy;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.DocumentRef;

import org.springframework.stereotype.Component;

/**
 * Keeps only answers that were taken from confirmed documents. Others may have been
 * written from a text that was replaced before the answer was asked for, and no
 * invalidation is to come that would void them.
 */
@Component
class ConfirmedDocuments implements AdmissionPolicy {

	@Override
	public Optional<RefusalReason> refuse(ClaudeRequest request, AnswerDraft answer, Set<Tag> tags) {
		List<DocumentRef> documents = request.documents();
		boolean confirmed = documents == null || documents.stream().allMatch(Document::isConfirmed);
		return confirmed ? Optional.empty() : Optional.of(RefusalReason.POLICY);
	}

}
