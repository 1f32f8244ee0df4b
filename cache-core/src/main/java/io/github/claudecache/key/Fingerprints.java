package io.github.claudecache.key;

import java.util.Objects;
import java.util.function.Supplier;

import io.github.claudecache.identity.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a request. A hit needs the exact fingerprint only, so the others may be
 * worked out when they are asked for. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Fingerprints {

	private final Fingerprint exact;

	private final Supplier<Fingerprint> makeScope;

	private final Supplier<FactorCard> makeCard;

	private volatile @Nullable Fingerprint scope;

	private volatile @Nullable FactorCard card;

	/**
	 * Creates fingerprints.
	 * @param exact of everything: the key of the exact tier
	 * @param scope of everything but the message: only answers with the same scope are
	 * ever compared by meaning
	 * @param card the digest of each factor, to say which one changed
	 */
	public Fingerprints(Fingerprint exact, Fingerprint scope, FactorCard card) {
		this(exact, () -> scope, () -> card);
	}

	/**
	 * Creates fingerprints that are worked out when they are asked for.
	 * @param exact of everything
	 * @param scope gives that of everything but the message, always the same
	 * @param card gives the digest of each factor, always the same
	 */
	public Fingerprints(Fingerprint exact, Supplier<Fingerprint> scope, Supplier<FactorCard> card) {
		this.exact = Objects.requireNonNull(exact, "exact");
		this.makeScope = scope;
		this.makeCard = card;
	}

	/**
	 * Of everything: the key of the exact tier.
	 * @return the fingerprint
	 */
	public Fingerprint exact() {
		return this.exact;
	}

	/**
	 * Of everything but the message: only answers with the same scope are ever compared
	 * by meaning.
	 * @return the fingerprint
	 */
	public Fingerprint scope() {
		Fingerprint present = this.scope;
		if (present == null) {
			present = this.makeScope.get();
			this.scope = present;
		}
		return present;
	}

	/**
	 * The digest of each factor, to say which one changed.
	 * @return the card
	 */
	public FactorCard card() {
		FactorCard present = this.card;
		if (present == null) {
			present = this.makeCard.get();
			this.card = present;
		}
		return present;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Fingerprints that && this.exact.equals(that.exact) && scope().equals(that.scope())
				&& card().equals(that.card());
	}

	@Override
	public int hashCode() {
		return this.exact.hashCode();
	}

	@Override
	public String toString() {
		return "Fingerprints[exact=" + this.exact + ", scope=" + scope() + ", card=" + card() + "]";
	}

}
