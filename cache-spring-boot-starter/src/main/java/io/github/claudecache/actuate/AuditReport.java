package io.github.claudecache.actuate;

import io.github.claudecache.audit.AuditFigures;
import io.github.claudecache.audit.Tally;
import io.github.claudecache.audit.WrongRate;
import org.jspecify.annotations.Nullable;

/**
 * What the audit of one cache found within its window, on all nodes that share a store.
 *
 * @param budget whether the error budget lets answers to other wordings be served:
 * {@code open}, {@code trial} or {@code closed}
 * @param wrong the share of wrong answers among all that were served
 * @param exact what was found of exact hits; those that differ were stale
 * @param semantic what was found of hits by another wording; those that differ were
 * poisoned: for another question, or stale
 * @param reported how many answers somebody reported as wrong; they are not in the share,
 * because nobody reports the right ones
 * @since 0.1.0
 */
public record AuditReport(String budget, Rate wrong, Tier exact, Tier semantic, long reported) {

	static AuditReport of(AuditFigures figures) {
		return new AuditReport(figures.state().code(), Rate.of(figures.rate()), Tier.of(figures.exact()),
				Tier.of(figures.semantic()), figures.reported());
	}

	/**
	 * A share with its uncertainty.
	 *
	 * @param share the estimate; absent if the sample is too small to say anything
	 * @param lower where the true share begins, with 95 % confidence
	 * @param upper where it ends
	 * @param sampleSize of how many answers it is known whether they were right; for
	 * several tiers together, how many answers of a single draw would say as much
	 */
	public record Rate(@Nullable Double share, double lower, double upper, long sampleSize) {

		static Rate of(WrongRate rate) {
			return new Rate(rate.known() ? rate.share() : null, rate.interval().lower(), rate.interval().upper(),
					(long) rate.size());
		}

	}

	/**
	 * What was found of one tier.
	 *
	 * @param served how many answers it served
	 * @param same how many audited ones were right
	 * @param different how many audited ones were wrong
	 * @param undecided of how many it could not be told
	 * @param wrong the share of wrong ones
	 */
	public record Tier(long served, long same, long different, long undecided, Rate wrong) {

		static Tier of(Tally tally) {
			return new Tier(tally.served(), tally.same(), tally.different(), tally.undecided(),
					Rate.of(WrongRate.of(tally)));
		}

	}

}
