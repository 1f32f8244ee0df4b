package io.github.claudecache.semantic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.VerificationOutcome;
import io.github.claudecache.store.StoredEntry;

/**
 * Asks the verifiers about a candidate, within a deadline. All of them have to say yes.
 * Verdicts are remembered for a question and an answer, failures are not; callers who ask
 * about the same at the same time share one call. Safe for use by many threads; never
 * blocks.
 */
final class Verification {

	private final List<AnswerVerifier> verifiers;

	private final Duration deadline;

	private final Patience patience;

	private final Cache<Subject, CompletableFuture<Boolean>> verdicts;

	/**
	 * Creates a verification.
	 * @param verifiers who is asked, one after the other, at least one
	 * @param deadline how long all of them together may take, positive
	 * @param remembered how many verdicts are remembered, not negative
	 * @param patience the time by which the deadline passes
	 * @throws IllegalArgumentException if there is no verifier or a limit is out of range
	 */
	Verification(List<? extends AnswerVerifier> verifiers, Duration deadline, int remembered, Patience patience) {
		if (verifiers.isEmpty() || deadline.isNegative() || deadline.isZero() || remembered < 0) {
			throw new IllegalArgumentException(
					"A verification needs a verifier, a positive deadline and a number of verdicts to remember");
		}
		this.verifiers = List.copyOf(verifiers);
		this.deadline = deadline;
		this.patience = patience;
		this.verdicts = Caffeine.newBuilder().maximumSize(remembered).executor(Runnable::run).build();
	}

	/**
	 * Asks.
	 * @return what came of it; never fails
	 */
	CompletableFuture<VerificationOutcome> of(StoredEntry entry, String cached, String asked) {
		Subject subject = new Subject(entry.key().tenant(), entry.key().fingerprint(), entry.stamp(), asked);
		CompletableFuture<Boolean> known = this.verdicts.getIfPresent(subject);
		boolean remembered = known != null && known.isDone() && !known.isCompletedExceptionally();
		CompletableFuture<Boolean> verdict = this.verdicts.get(subject,
				(any) -> ask(new AnswerVerifier.Candidate(cached, asked, entry.answer().payload().body()), 0));
		verdict.whenComplete((said, error) -> {
			if (error != null) {
				this.verdicts.asMap().remove(subject, verdict);
			}
		});
		return this.patience.await(verdict, this.deadline).handle((said, error) -> {
			if (error != null) {
				return (error instanceof TimeoutException || error.getCause() instanceof TimeoutException)
						? VerificationOutcome.LATE : VerificationOutcome.FAILED;
			}
			if (remembered) {
				return said ? VerificationOutcome.CONFIRMED_BEFORE : VerificationOutcome.REFUTED_BEFORE;
			}
			return said ? VerificationOutcome.CONFIRMED : VerificationOutcome.REFUTED;
		});
	}

	private CompletableFuture<Boolean> ask(AnswerVerifier.Candidate candidate, int next) {
		if (next == this.verifiers.size()) {
			return CompletableFuture.completedFuture(true);
		}
		try {
			return this.verifiers.get(next)
				.verify(candidate)
				.toCompletableFuture()
				.thenCompose((said) -> said ? ask(candidate, next + 1) : CompletableFuture.completedFuture(false));
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * What a verdict is about: an answer, not only its question, because a verifier may
	 * read it.
	 */
	private record Subject(TenantId tenant, Fingerprint entry, Stamp stamp, String asked) {
	}

}
