package io.github.claudecache;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.flight.Boarding;
import io.github.claudecache.flight.Flight;
import io.github.claudecache.flight.Landing;
import io.github.claudecache.flight.Rounds;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.freshness.Standing;
import io.github.claudecache.freshness.Validity;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * One lookup, from the first read to a hit or a ticket.
 * <p>
 * Read; if nothing can be served, lead or join a flight. Whoever leads reads again, which
 * is either a hit (the answer arrived between the two) or the capture. Whoever joined
 * takes the answer if it is fresh enough for it, else starts again. Steps run one after
 * another, so the fields need no lock.
 */
final class LookupAttempt {

	// A caller that was overtaken this often by invalidations, cancelled or slow leaders
	// asks by itself, so that nobody waits for ever.
	private static final int MAX_FLIGHTS = 3;

	// The second failed flight in a row is every waiting caller's failure: the model is
	// asked twice for all of them, not once for each.
	private static final int MAX_FAILURES = 2;

	private final LookupDesk desk;

	private final Inquiry inquiry;

	private final LookupEnding ending;

	private final AnswerReader reader;

	private final boolean inTransaction;

	private final @Nullable Thread caller;

	private final BooleanSupplier gone;

	private @Nullable Flight ended;

	private @Nullable Stamp captured;

	private @Nullable CompletableFuture<Lookup> settled;

	private boolean searched;

	private int flights;

	private int failures;

	LookupAttempt(LookupDesk desk, Inquiry inquiry, AnswerReader reader, boolean inTransaction, @Nullable Thread caller,
			BooleanSupplier gone) {
		this.desk = desk;
		this.inquiry = inquiry;
		this.ending = new LookupEnding(desk, inquiry);
		this.reader = reader;
		this.inTransaction = inTransaction;
		this.caller = caller;
		this.gone = gone;
	}

	CompletableFuture<Lookup> begin() {
		if (this.gone.getAsBoolean()) {
			// Nobody must wait for a ticket that this caller would be given.
			return completed(this.ending.ticket(MissReason.FLIGHT_ABANDONED, null, null, RefusalReason.BYPASSED));
		}
		return this.desk.store()
			.read(this.inquiry.key(), this.inquiry.tags())
			.handle((reading, error) -> (error != null) ? withoutStore(error) : look(reading))
			.thenCompose((next) -> next);
	}

	private CompletableFuture<Lookup> look(Reading reading) {
		MissReason objection = objection(reading);
		if (objection == null) {
			return completed(this.ending.hit(reading));
		}
		SemanticTier semantic = this.desk.semantic();
		if (semantic == null || !this.inquiry.semantic() || this.searched
				|| this.desk.audit().closed(this.inquiry.request().cache()) != null) {
			return missed(objection, reading);
		}
		this.searched = true;
		Instant began = this.desk.now();
		return semantic
			.search(this.inquiry.key(), this.inquiry.fingerprints().scope(),
					Objects.requireNonNull(this.inquiry.request().message()), this.inquiry.volatility().ttl(),
					new CandidateReader(this.desk.store()::read, this.inquiry.tags()))
			.handle((search, error) -> {
				Lookup other = (error == null)
						? this.ending.otherWording(search, this.reader, Duration.between(began, this.desk.now()))
						: null;
				return (other != null) ? completed(other) : missed(objection, reading);
			})
			.thenCompose((next) -> next);
	}

	private CompletableFuture<Lookup> missed(MissReason objection, Reading reading) {
		if (!reading.standing().complete()) {
			return captureFirst(objection);
		}
		return board(objection, reading.standing());
	}

	// Without ledgers a caller cannot tell which flights are young enough for it.
	private CompletableFuture<Lookup> captureFirst(MissReason missed) {
		return this.desk.store().capture(this.inquiry.key(), this.inquiry.tags()).handle((reading, error) -> {
			if (error != null || !reading.standing().complete()) {
				return withoutStore(error);
			}
			return (objection(reading) == null) ? completed(this.ending.hit(reading))
					: board(missed, reading.standing());
		}).thenCompose((next) -> next);
	}

	private CompletableFuture<Lookup> board(MissReason missed, Standing standing) {
		if (this.inTransaction) {
			Flight found = this.desk.flights().find(this.inquiry.key(), standing, this.caller);
			return (found != null && this.flights < MAX_FLIGHTS) ? join(found, standing)
					: completed(alone(missed, standing));
		}
		if (this.flights >= MAX_FLIGHTS) {
			return completed(alone(MissReason.FLIGHT_ABANDONED, standing));
		}
		Boarding boarding = (this.ended != null) ? this.desk.flights().boardAfter(this.ended, standing, this.caller)
				: this.desk.flights().board(this.inquiry.key(), standing, this.caller);
		return boarding.leads() ? lead(missed, boarding.flight()) : join(boarding.flight(), standing);
	}

	private CompletableFuture<Lookup> lead(MissReason missed, Flight flight) {
		LeaseDesk leases = this.desk.leases();
		return capture(flight).thenCompose((standing) -> {
			if (standing == null || leases == null) {
				return CompletableFuture.completedFuture(standing != null);
			}
			return leases.acquire(flight, standing, () -> capture(flight));
		}).thenCompose((ask) -> ask ? completed(depart(missed, flight)) : Objects.requireNonNull(this.settled));
	}

	// Reads again. If that settles the lookup, nothing is left of the flight.
	private CompletableFuture<@Nullable Standing> capture(Flight flight) {
		return this.desk.store().capture(this.inquiry.key(), this.inquiry.tags()).handle((reading, error) -> {
			if (error != null || !reading.standing().complete()) {
				this.desk.flights().land(flight, Landing.Nothing.ABANDONED);
				this.settled = withoutStore(error);
				return null;
			}
			if (objection(reading) == null) {
				this.desk.flights().land(flight, Landing.Nothing.IN_STORE);
				this.settled = completed(this.ending.hit(reading));
				return null;
			}
			this.captured = reading.standing().capture();
			return reading.standing();
		});
	}

	private Lookup depart(MissReason missed, Flight flight) {
		Stamp born = Objects.requireNonNull(this.captured);
		flight.departed(born);
		return this.ending.ticket(missed, born, flight, null);
	}

	private CompletableFuture<Lookup> join(Flight flight, Standing standing) {
		return this.desk.await(flight).handle((landing, error) -> {
			if (error != null) {
				// It took too long: let others start a new one instead of joining it.
				this.desk.flights().remove(flight);
				return again(null);
			}
			if (landing instanceof Landing.Answered answered) {
				return accept(flight, answered, standing);
			}
			if (landing instanceof Landing.Failed failed && ++this.failures >= MAX_FAILURES) {
				this.ending.tellMiss(MissReason.JOINED_FLIGHT);
				return CompletableFuture.<Lookup>failedFuture(failed.error());
			}
			if (landing == Landing.Nothing.NOT_SHAREABLE) {
				return completed(alone(MissReason.FLIGHT_ABANDONED, standing));
			}
			return again(flight);
		}).thenCompose((next) -> next);
	}

	private CompletableFuture<Lookup> again(@Nullable Flight ended) {
		this.ended = ended;
		this.flights++;
		return begin();
	}

	// The answer is shared only if nothing that it depends on was voided before this
	// caller
	// began. What this caller knew when it began is in its standing. Of tags that it did
	// not know it learns by checking now; if that cannot be, only a caller of the very
	// moment of the capture is safe.
	private CompletableFuture<Lookup> accept(Flight flight, Landing.Answered answered, Standing standing) {
		CachedAnswer answer = answered.answer();
		if (!this.reader.reads(answer)) {
			return completed(alone(MissReason.UNREADABLE, standing));
		}
		if (standing.sameMomentAs(answered.born())) {
			return completed(this.ending.joined(answer, answered.refusal()));
		}
		if (answered.discarded() || !standing.admits(answered.born())) {
			return again(flight);
		}
		if (this.inquiry.knows(answer.tags())) {
			return completed(this.ending.joined(answer, answered.refusal()));
		}
		return this.desk.store().check(this.inquiry.key().tenant(), answer.tags()).handle((now, error) -> {
			boolean fresh = error == null && now.validity(answered.born()) == Validity.VALID;
			return fresh ? completed(this.ending.joined(answer, answered.refusal())) : again(flight);
		}).thenCompose((next) -> next);
	}

	private @Nullable MissReason objection(Reading reading) {
		MissReason objection = reading.objection(this.inquiry.key(), this.desk.now(), this.inquiry.volatility().ttl());
		StoredEntry entry = reading.entry();
		if (objection == null && entry != null && !this.reader.reads(entry.answer())) {
			return MissReason.UNREADABLE;
		}
		return objection;
	}

	// Nothing is known of invalidations, so this caller may only have an answer whose
	// computation begins from now on.
	private CompletableFuture<Lookup> withoutStore(@Nullable Throwable error) {
		Reason reason = (error != null && Throwables.away(error)) ? BypassReason.STORE_AWAY : MissReason.STORE_FAULT;
		if (this.inTransaction || this.flights >= MAX_FLIGHTS) {
			return completed(withoutStore(reason, null));
		}
		Rounds.Round round = this.desk.rounds().take(this.inquiry.key(), this.caller);
		if (!round.leads()) {
			return this.desk.await(round.flight())
				.handle((landing, late) -> share(reason, round.flight(), landing))
				.thenCompose((next) -> next);
		}
		return this.desk.await(round.begun()).handle((begun, late) -> {
			if (late != null) {
				this.desk.rounds().overtake(round);
			}
			return withoutStore(reason, round.flight());
		});
	}

	private CompletableFuture<Lookup> share(Reason reason, Flight flight, @Nullable Landing landing) {
		if (landing instanceof Landing.Unproved unproved && this.reader.reads(unproved.answer())) {
			return completed(this.ending.joined(unproved.answer(), unproved.refusal()));
		}
		if (landing instanceof Landing.Failed failed && ++this.failures >= MAX_FAILURES) {
			this.ending.tellMiss(MissReason.JOINED_FLIGHT);
			return CompletableFuture.failedFuture(failed.error());
		}
		return (landing == Landing.Nothing.ABANDONED || landing instanceof Landing.Failed) ? again(flight)
				: completed(withoutStore(reason, null));
	}

	private Lookup withoutStore(Reason reason, @Nullable Flight flight) {
		return this.ending.ticket(reason, null, flight,
				(reason instanceof BypassReason) ? RefusalReason.BYPASSED : RefusalReason.STORE_FAULT);
	}

	// What a transaction reads may be older than the capture, or may be rolled back.
	private Lookup alone(MissReason reason, Standing standing) {
		return this.inTransaction ? this.ending.ticket(reason, null, null, RefusalReason.IN_TRANSACTION)
				: this.ending.ticket(reason, standing.capture(), null, null);
	}

	private static CompletableFuture<Lookup> completed(Lookup lookup) {
		return CompletableFuture.completedFuture(lookup);
	}

}
