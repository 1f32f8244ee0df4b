package io.github.claudecache.judgement.answer;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.AnswerComparer;
import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.QuestionAnalyzer;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.EmbeddingProvider;

/**
 * Compares answers that are text. They are the same if they are equal but for spaces and
 * case, or if each covers what the other says and no guard finds a difference; they
 * differ if they name different figures, dates or names for the same thing, or if one
 * denies what the other says. Whatever lies between is undecided, and so is an answer
 * that is longer than a question may be, or than the embedder reads, or that is not
 * English. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class StatementComparer implements AnswerComparer {

	private final EmbeddingProvider embedder;

	/**
	 * Creates a comparer.
	 * @param embedder measures how close two texts are
	 */
	public StatementComparer(EmbeddingProvider embedder) {
		this.embedder = embedder;
	}

	@Override
	public CompletionStage<AuditVerdict> compare(Answers answers) {
		if (answers.served().equals(answers.fresh())) {
			return CompletableFuture.completedFuture(AuditVerdict.SAME);
		}
		if (answers.served().format() != Payload.Format.TEXT || answers.fresh().format() != Payload.Format.TEXT) {
			return CompletableFuture.completedFuture(AuditVerdict.UNDECIDED);
		}
		String served = answers.served().body();
		String fresh = answers.fresh().body();
		if (plain(served).equals(plain(fresh))) {
			return CompletableFuture.completedFuture(AuditVerdict.SAME);
		}
		AnalyzedQuestion first = QuestionAnalyzer.shared().analyze(served);
		AnalyzedQuestion second = QuestionAnalyzer.shared().analyze(fresh);
		if (!first.complete() || !second.complete()) {
			return CompletableFuture.completedFuture(AuditVerdict.UNDECIDED);
		}
		return this.embedder.embed(List.of(first.canonical(), second.canonical()))
			.thenApply((embeddings) -> verdict(first, second, embeddings));
	}

	private static AuditVerdict verdict(AnalyzedQuestion first, AnalyzedQuestion second, List<Embedding> embeddings) {
		boolean read = embeddings.stream().noneMatch(Embedding::truncated);
		return read
				? new Statements(new Comparison(first, second, embeddings.get(0).cosine(embeddings.get(1)))).verdict()
				: AuditVerdict.UNDECIDED;
	}

	private static String plain(String text) {
		return String.join(" ", text.toLowerCase(Locale.ROOT).strip().split("\\s+"));
	}

}
