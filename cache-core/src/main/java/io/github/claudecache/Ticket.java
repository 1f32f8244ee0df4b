package io.github.claudecache;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.reason.RefusalReason;

/**
 * The right and duty to ask Claude. It holds the capture: the moment before which nothing
 * that the answer is built from may have been read.
 * <p>
 * Exactly one of {@link #complete}, {@link #completeAsync}, {@link #fail},
 * {@link #refuse} and {@link #abandon} takes effect; the first call wins and later ones
 * are ignored, except that completing twice is an error. May be used by any thread.
 *
 * @since 0.1.0
 */
public final class Ticket implements Lookup {

	private final TicketOffice office;

	private final Errand errand;

	private final AtomicBoolean used = new AtomicBoolean();

	Ticket(TicketOffice office, Errand errand) {
		this.office = office;
		this.errand = errand;
	}

	/**
	 * Why nothing could be served.
	 * @return the reason
	 */
	public Reason reason() {
		return this.errand.reason();
	}

	/**
	 * Hands the answer in. It is kept if it is complete and nothing that it depends on
	 * was voided since the capture; those who wait for it get it if it is fresh enough
	 * for them.
	 * @param answer what Claude gave
	 * @param lateTags what it turned out to depend on, besides the tags of the request
	 * @return where the answer came from and whether it was kept
	 * @throws IllegalStateException if the ticket was used before
	 */
	public Provenance complete(AnswerDraft answer, Collection<Tag> lateTags) {
		return completeAsync(answer, lateTags).join();
	}

	/**
	 * As {@link #complete}, without blocking.
	 * @param answer what Claude gave
	 * @param lateTags what it turned out to depend on, besides the tags of the request
	 * @return where the answer came from and whether it was kept; never completes
	 * exceptionally
	 * @throws IllegalStateException if the ticket was used before
	 */
	public CompletableFuture<Provenance> completeAsync(AnswerDraft answer, Collection<Tag> lateTags) {
		if (!this.used.compareAndSet(false, true)) {
			throw new IllegalStateException("This ticket has been used");
		}
		try {
			return this.office.complete(this.errand, answer, lateTags);
		}
		catch (RuntimeException | Error ex) {
			this.office.abandon(this.errand);
			throw ex;
		}
	}

	/**
	 * The answer goes to its caller only: it cannot be kept or handed on.
	 * @param reason why
	 * @return where the answer came from
	 */
	public Provenance refuse(RefusalReason reason) {
		if (this.used.compareAndSet(false, true)) {
			this.office.refuse(this.errand, reason);
		}
		return this.errand.provenance(reason);
	}

	/**
	 * Claude could not be asked, or answered with an error. One of those who wait tries
	 * again; if that fails too, the others get that failure.
	 * @param error what the call threw
	 */
	public void fail(Throwable error) {
		if (this.used.compareAndSet(false, true)) {
			this.office.fail(this.errand, error);
		}
	}

	/**
	 * There will be no answer, for reasons that say nothing about Claude: a cancelled
	 * caller, for example. One of those who wait tries again.
	 */
	public void abandon() {
		if (this.used.compareAndSet(false, true)) {
			this.office.abandon(this.errand);
		}
	}

}
