package io.github.claudecache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.admission.AdmissionPolicy;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.event.CacheEvent.NotStored;
import io.github.claudecache.event.CacheEvent.Stored;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.flight.Flights;
import io.github.claudecache.flight.Landing;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Validity;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.semantic.SemanticSearch;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * Takes answers in: decides whether they are kept, keeps them, and lets those who wait
 * know. An answer is stored before its flight lands, so that whoever comes after the
 * landing finds it.
 */
final class TicketOffice {

	private static final Logger logger = System.getLogger(TicketOffice.class.getName());

	private final StoreAccess store;

	private final Flights flights;

	private final List<AdmissionPolicy> admission;

	private final ClaudeCacheListener listener;

	private final @Nullable SemanticTier semantic;

	private final HitAudit audit;

	TicketOffice(StoreAccess store, Flights flights, List<AdmissionPolicy> admission, ClaudeCacheListener listener,
			@Nullable SemanticTier semantic, HitAudit audit) {
		this.store = store;
		this.flights = flights;
		this.admission = List.copyOf(admission);
		this.listener = listener;
		this.semantic = semantic;
		this.audit = audit;
	}

	CompletableFuture<Provenance> complete(Errand errand, AnswerDraft draft, Collection<Tag> lateTags) {
		try {
			return take(errand, draft, lateTags);
		}
		catch (Throwable ex) {
			// The ticket is used up, so nobody else will free those who wait.
			abandon(errand);
			throw ex;
		}
	}

	void fail(Errand errand, Throwable error) {
		boolean cancelled = error instanceof InterruptedException || error instanceof CancellationException;
		land(errand, cancelled ? Landing.Nothing.ABANDONED : new Landing.Failed(error));
	}

	void refuse(Errand errand, RefusalReason reason) {
		this.listener.onEvent(new NotStored(errand.cache(), reason));
		land(errand, Landing.Nothing.NOT_SHAREABLE);
	}

	void abandon(Errand errand) {
		land(errand, Landing.Nothing.ABANDONED);
	}

	private CompletableFuture<Provenance> take(Errand errand, AnswerDraft draft, Collection<Tag> lateTags) {
		if (errand.shadowed() != null) {
			this.audit.shadowed(errand.shadowed(), draft);
		}
		Inquiry inquiry = errand.inquiry();
		Stamp born = errand.born();
		if (inquiry == null || born == null) {
			RefusalReason refusal = (errand.refusal() != null) ? errand.refusal() : RefusalReason.BYPASSED;
			this.listener.onEvent(new NotStored(errand.cache(), refusal));
			if (inquiry != null && errand.flight() != null) {
				land(errand, new Landing.Unproved(CachedAnswer.of(draft, errand.began(), inquiry.tagsAnd(lateTags)),
						refusal));
			}
			return CompletableFuture.completedFuture(errand.provenance(refusal));
		}
		Set<Tag> tags = inquiry.tagsAnd(lateTags);
		CachedAnswer answer = CachedAnswer.of(draft, errand.began(), tags);
		return refusal(errand, inquiry, born, draft, tags)
			.thenCompose((refusal) -> (refusal != null) ? CompletableFuture.completedFuture(refusal)
					: store(errand, inquiry, born, answer))
			.handle((refusal, error) -> {
				RefusalReason decided = (error != null) ? RefusalReason.STORE_FAULT : refusal;
				try {
					tell(errand, inquiry, decided);
				}
				finally {
					land(errand, new Landing.Answered(answer, born, decided));
				}
				return errand.provenance(decided, tags);
			});
	}

	private void land(Errand errand, Landing landing) {
		if (errand.flight() != null) {
			this.flights.land(errand.flight(), landing);
		}
	}

	// The ledgers are checked even for an answer that is refused anyway: those who wait
	// may only have it if nothing that it depends on was voided in the meantime.
	private CompletableFuture<@Nullable RefusalReason> refusal(Errand errand, Inquiry inquiry, Stamp born,
			AnswerDraft draft, Set<Tag> tags) {
		RefusalReason refused = (errand.refusal() != null) ? errand.refusal() : refusedBy(inquiry, draft, tags);
		return this.store.check(inquiry.key().tenant(), tags).handle((standing, error) -> {
			if (error != null) {
				return inquiry.knows(tags) ? RefusalReason.STORE_FAULT : RefusalReason.INVALIDATED_IN_FLIGHT;
			}
			return (standing.validity(born) != Validity.VALID) ? RefusalReason.INVALIDATED_IN_FLIGHT : refused;
		});
	}

	private @Nullable RefusalReason refusedBy(Inquiry inquiry, AnswerDraft draft, Set<Tag> tags) {
		for (AdmissionPolicy policy : this.admission) {
			try {
				RefusalReason refusal = policy.refuse(inquiry.request(), draft, tags).orElse(null);
				if (refusal != null) {
					return refusal;
				}
			}
			catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
				logger.log(Level.WARNING, () -> "An admission policy failed: " + policy.getClass().getName(), ex);
				return RefusalReason.POLICY;
			}
		}
		return null;
	}

	private CompletableFuture<@Nullable RefusalReason> store(Errand errand, Inquiry inquiry, Stamp born,
			CachedAnswer answer) {
		StoredEntry entry = new StoredEntry(inquiry.key(), errand.cache(), inquiry.fingerprints().scope(),
				inquiry.fingerprints().card(), answer, born,
				errand.began().plus(inquiry.volatility().ttlOf(inquiry.key().fingerprint())));
		return this.store.store(entry).handle((outcome, error) -> {
			if (error != null) {
				return CompletableFuture.completedFuture(RefusalReason.STORE_FAULT);
			}
			return (outcome == StoreOutcome.YOUNGER_PRESENT)
					? CompletableFuture.completedFuture(RefusalReason.YOUNGER_PRESENT) : learn(errand, entry);
		}).thenCompose((next) -> next);
	}

	// An answer that cannot be found by another wording is kept all the same.
	private CompletableFuture<@Nullable RefusalReason> learn(Errand errand, StoredEntry entry) {
		SemanticTier tier = this.semantic;
		SemanticSearch search = errand.search();
		if (tier == null || search == null) {
			return CompletableFuture.completedFuture(null);
		}
		return tier.learn(search, entry.key().fingerprint(), entry.expires())
			.<@Nullable RefusalReason>handle((done, error) -> null)
			.toCompletableFuture();
	}

	private void tell(Errand errand, Inquiry inquiry, @Nullable RefusalReason refusal) {
		this.listener.onEvent((refusal != null) ? new NotStored(errand.cache(), refusal)
				: new Stored(errand.cache(), inquiry.key().tenant(), inquiry.key().fingerprint()));
	}

}
