package io.github.claudecache.event;

import java.time.Duration;
import java.util.List;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BudgetState;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.reason.SkipReason;
import io.github.claudecache.reason.VerificationOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in the cache. No event carries text of a question or of an
 * answer. Tenants and fingerprints are for logs and audits, never for meter labels; the
 * name of a cache is always that of a definition, so there are only so many.
 *
 * @since 0.1.0
 */
public sealed interface CacheEvent {

	/**
	 * An answer was served without asking Claude.
	 *
	 * @param cache the cache's name
	 * @param tenant who asked
	 * @param fingerprint the exact fingerprint of the request
	 * @param outcome the tier that served it
	 * @param age how long ago its computation began
	 * @param volatility the class that bounds its age
	 * @param avoided the tokens that it had cost
	 * @param model the model that had computed it; {@code null} if it is not known
	 */
	record Served(String cache, TenantId tenant, Fingerprint fingerprint, Outcome outcome, Duration age,
			VolatilityClass volatility, Usage avoided, @Nullable String model) implements CacheEvent {
	}

	/**
	 * Nothing could be served. Either the caller now asks Claude, or, with
	 * {@link MissReason#JOINED_FLIGHT}, it was given the answer of another caller.
	 *
	 * @param cache the cache's name
	 * @param tenant who asked
	 * @param fingerprint the exact fingerprint of the request
	 * @param reason why nothing could be served
	 */
	record Missed(String cache, TenantId tenant, Fingerprint fingerprint, MissReason reason) implements CacheEvent {
	}

	/**
	 * An answer would have been served, but the cache is in shadow mode: Claude is asked.
	 *
	 * @param cache the cache's name
	 * @param tier the tier that would have served it
	 */
	record Shadowed(String cache, Outcome tier) implements CacheEvent {
	}

	/**
	 * The answer to another wording was there and was not served.
	 *
	 * @param cache the cache's name
	 * @param by the guard that decided against it, {@link #SCORE} if all guards agreed
	 * and the score was too low, {@link #ENTRY} if its entry was gone or void,
	 * {@link #VERIFIER} if no verifier had confirmed it, {@link #REPORT} if somebody had
	 * reported it as wrong for this question
	 */
	record CandidateRefused(String cache, String by) implements CacheEvent {

		/** The score was too low. */
		public static final String SCORE = "score";

		/** The entry could not be served. */
		public static final String ENTRY = "entry";

		/** It was not confirmed. */
		public static final String VERIFIER = "verifier";

		/** It was reported. */
		public static final String REPORT = "report";

	}

	/**
	 * Answers to other wordings were judged for a question.
	 *
	 * @param cache the cache's name
	 * @param tenant who asked
	 * @param asked the exact fingerprint of the question
	 * @param candidates what was judged, in that order; only the last one can have been
	 * served
	 * @param took how long embedding the question, searching and judging took
	 */
	record Judged(String cache, TenantId tenant, Fingerprint asked, List<Candidate> candidates,
			Duration took) implements CacheEvent {

		/**
		 * Copies.
		 */
		public Judged {
			candidates = List.copyOf(candidates);
		}

		/**
		 * One of them.
		 *
		 * @param entry the exact fingerprint of its entry
		 * @param similarity the cosine of the two questions
		 * @param score how likely the answer serves both, from 0 to 1
		 * @param refusedBy what decided against it, as in {@link CandidateRefused};
		 * {@code null} if it was served
		 */
		public record Candidate(Fingerprint entry, double similarity, double score, @Nullable String refusedBy) {
		}

	}

	/**
	 * The judge was unsure about a candidate.
	 *
	 * @param cache the cache's name
	 * @param outcome what came of asking the verifiers
	 */
	record CandidateVerified(String cache, VerificationOutcome outcome) implements CacheEvent {
	}

	/**
	 * The cache stood aside.
	 *
	 * @param cache the cache's name
	 * @param reason why
	 */
	record Bypassed(String cache, BypassReason reason) implements CacheEvent {
	}

	/**
	 * An answer was kept.
	 *
	 * @param cache the cache's name
	 * @param tenant whose answer it is
	 * @param fingerprint the exact fingerprint of the request
	 */
	record Stored(String cache, TenantId tenant, Fingerprint fingerprint) implements CacheEvent {
	}

	/**
	 * An answer went to its caller but was not kept.
	 *
	 * @param cache the cache's name
	 * @param reason why
	 */
	record NotStored(String cache, RefusalReason reason) implements CacheEvent {
	}

	/**
	 * An invalidation was applied.
	 *
	 * @param invalidation what was done
	 */
	record Invalidated(Invalidation invalidation) implements CacheEvent {
	}

	/**
	 * An invalidation could not be applied, and its caller was told.
	 *
	 * @param scope how far it was to reach
	 * @param error what the store threw
	 */
	record InvalidationFailed(InvalidationScope scope, Throwable error) implements CacheEvent {
	}

	/**
	 * A served answer was compared with a fresh one, away from any caller.
	 *
	 * @param cache the cache's name
	 * @param tier the tier that had served it
	 * @param verdict what came of it
	 * @param spent the tokens that the fresh answer cost
	 */
	record Audited(String cache, Outcome tier, AuditVerdict verdict, Usage spent) implements CacheEvent {
	}

	/**
	 * A served answer was drawn for the audit and has no verdict.
	 *
	 * @param cache the cache's name
	 * @param tier the tier that had served it
	 * @param reason why
	 * @param spent the tokens that were spent nevertheless
	 */
	record AuditSkipped(String cache, Outcome tier, SkipReason reason, Usage spent) implements CacheEvent {
	}

	/**
	 * Somebody reported a served answer as wrong; its entry is void.
	 *
	 * @param cache the cache's name
	 * @param tenant whose answer it was
	 * @param entry the exact fingerprint of the entry
	 * @param tier the tier that had served it
	 */
	record Reported(String cache, TenantId tenant, Fingerprint entry, Outcome tier) implements CacheEvent {
	}

	/**
	 * The error budget of a cache opened or closed its semantic tier in this process.
	 *
	 * @param cache the cache's name
	 * @param state what holds from now on
	 */
	record BudgetChanged(String cache, BudgetState state) implements CacheEvent {
	}

	/**
	 * A call of a method sent Claude something that its key does not know. The cache is
	 * not asked for that method any more in this process.
	 *
	 * @param cache the cache's name
	 * @param factor what the key does not know
	 */
	record UndeclaredFactor(String cache, KeyFactor factor) implements CacheEvent {
	}

	/**
	 * The store failed at something other than an invalidation; nobody was told.
	 *
	 * @param operation what was attempted
	 * @param error what the store threw
	 */
	record StoreFailed(Operation operation, Throwable error) implements CacheEvent {

		/**
		 * The operations of a store.
		 */
		public enum Operation {

			/** Reading an entry and the ledgers. */
			READ,

			/** Beginning a computation. */
			CAPTURE,

			/** Checking the ledgers before an answer is kept. */
			CHECK,

			/** Keeping an answer. */
			STORE

		}

	}

}
