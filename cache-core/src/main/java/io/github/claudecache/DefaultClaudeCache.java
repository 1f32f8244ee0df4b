package io.github.claudecache;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.LookupObserver;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.freshness.TransactionBoundary;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces together.
 */
final class DefaultClaudeCache implements ClaudeCache {

	private final Inquiries inquiries;

	private final LookupDesk desk;

	private final TagInvalidationService invalidation;

	private final Explainer explainer;

	private final WrongAnswers wrongAnswers;

	private final TransactionBoundary transactions;

	private final Executor executor;

	private final Audits audits;

	private final @Nullable LookupObserver observer;

	DefaultClaudeCache(Inquiries inquiries, LookupDesk desk, TagInvalidationService invalidation, Explainer explainer,
			WrongAnswers wrongAnswers, TransactionBoundary transactions, Executor executor,
			@Nullable LookupObserver observer) {
		this.inquiries = inquiries;
		this.desk = desk;
		this.invalidation = invalidation;
		this.explainer = explainer;
		this.wrongAnswers = wrongAnswers;
		this.transactions = transactions;
		this.executor = (task) -> runOn(executor, task);
		this.audits = new Audits(desk.audit());
		this.observer = observer;
	}

	@Override
	public Lookup open(ClaudeRequest request) {
		return open(request, AnswerReader.ANY);
	}

	@Override
	public CompletableFuture<Lookup> openAsync(ClaudeRequest request, boolean inTransaction) {
		return openAsync(request, AnswerReader.ANY, inTransaction);
	}

	@Override
	public Ticket bypass(String cache, BypassReason reason) {
		LookupObserver.Observed observed = observed(cache);
		Ticket ticket = bypassed(cache, reason);
		observed.ended(Outcome.BYPASS, reason);
		return ticket;
	}

	@Override
	public <T, E extends Throwable> ClaudeAnswer<T> answer(ClaudeRequest request, AnswerCodec<T> codec,
			AnswerCall<T, E> call) throws E {
		Answering<T> answering = new Answering<>(codec);
		Lookup lookup = open(request, answering);
		if (lookup instanceof Hit hit) {
			this.audits.served(request, hit, codec, call);
			return answering.served(hit);
		}
		Ticket ticket = (Ticket) lookup;
		try {
			return answering.fetched(ticket, call.call()).join();
		}
		catch (Throwable ex) {
			ticket.fail(ex);
			throw ex;
		}
	}

	@Override
	public <T> CompletableFuture<ClaudeAnswer<T>> answerAsync(ClaudeRequest request, AnswerCodec<T> codec,
			Supplier<? extends CompletionStage<ClaudeAnswer<T>>> call) {
		return answerAsync(request, codec, this.transactions.active(), call);
	}

	@Override
	public <T> CompletableFuture<ClaudeAnswer<T>> answerAsync(ClaudeRequest request, AnswerCodec<T> codec,
			boolean inTransaction, Supplier<? extends CompletionStage<ClaudeAnswer<T>>> call) {
		Answering<T> answering = new Answering<>(codec);
		CompletableFuture<ClaudeAnswer<T>> answer = new CompletableFuture<>();
		CompletableFuture<Lookup> opened = openAsync(request, answering, inTransaction);
		opened.whenComplete((lookup, error) -> {
			if (error != null) {
				answer.completeExceptionally(Throwables.unwrap(error));
			}
			else if (lookup instanceof Hit hit) {
				this.audits.served(request, hit, codec, call);
				answer.complete(answering.served(hit));
			}
			else if (answer.isDone()) {
				abandon(lookup);
			}
			else {
				fetch((Ticket) lookup, answering, call, answer);
			}
		});
		answer.whenComplete((any, error) -> opened.cancel(false));
		return answer;
	}

	@Override
	public void audit(ClaudeRequest request, Hit hit, Supplier<Payload> said, HitAudit.FreshCall again) {
		this.audits.served(request, hit, said, again);
	}

	@Override
	public Explanation explain(ClaudeRequest request) {
		try {
			return this.explainer.explain(this.inquiries.inquire(request));
		}
		catch (UnkeyableException ex) {
			return Explainer.bypassed(ex);
		}
	}

	@Override
	public List<ScopeExplanation> explain(String cache, TenantId tenant, String question) {
		this.inquiries.requireKnown(cache);
		return this.explainer.explain(cache, tenant, question);
	}

	@Override
	public TagInvalidationService invalidation() {
		return this.invalidation;
	}

	@Override
	public Optional<Invalidation> report(TenantId tenant, Fingerprint entry, @Nullable Fingerprint asked) {
		return this.wrongAnswers.report(new EntryKey(tenant, entry), asked);
	}

	@Override
	public Collection<CacheDefinition> definitions() {
		return this.inquiries.definitions();
	}

	@Override
	public void define(CacheDefinition definition) {
		this.inquiries.define(definition);
	}

	// The observation ends on the thread of the caller. The one that brings the reply of
	// the store brings those of all callers.
	private Lookup open(ClaudeRequest request, AnswerReader reader) {
		LookupObserver.Observed observed = observed(request.cache());
		AtomicBoolean gone = new AtomicBoolean();
		CompletableFuture<Lookup> lookup = observe(observed,
				() -> look(request, reader, this.transactions.active(), Thread.currentThread(), gone::get));
		Lookup found;
		try {
			found = lookup.get();
		}
		catch (ExecutionException ex) {
			Throwable cause = Throwables.unwrap((ex.getCause() != null) ? ex.getCause() : ex);
			observed.failed(cause);
			throw Throwables.<RuntimeException>rethrow(cause);
		}
		catch (InterruptedException ex) {
			// The caller's own call will notice the interrupt; nobody must wait for a
			// ticket that this lookup may still be given.
			Thread.currentThread().interrupt();
			gone.set(true);
			lookup.thenAccept(DefaultClaudeCache::abandon);
			found = withoutKey(request.cache(), MissReason.FLIGHT_ABANDONED);
		}
		end(observed, found);
		return found;
	}

	private CompletableFuture<Lookup> openAsync(ClaudeRequest request, AnswerReader reader, boolean inTransaction) {
		LookupObserver.Observed observed = observed(request.cache());
		CompletableFuture<Lookup> handedOver = new CompletableFuture<>();
		// The caller may be wrong: a reactive call may be subscribed to inside a
		// transaction
		// of its thread.
		CompletableFuture<Lookup> lookup = told(observed, observe(observed,
				() -> look(request, reader, inTransaction || this.transactions.active(), null, handedOver::isDone)));
		if (lookup.isDone()) {
			return lookup;
		}
		// What follows runs the caller's code, so it must not run on the thread of the
		// leader whose flight has landed.
		lookup.whenCompleteAsync((found, error) -> {
			boolean taken = (error != null) ? handedOver.completeExceptionally(Throwables.unwrap(error))
					: handedOver.complete(found);
			if (!taken) {
				abandon(found);
			}
		}, this.executor);
		return handedOver;
	}

	private LookupObserver.Observed observed(String cache) {
		this.inquiries.requireKnown(cache);
		LookupObserver who = this.observer;
		return (who != null) ? who.begins(cache) : LookupObserver.Observed.NOTHING;
	}

	private static CompletableFuture<Lookup> observe(LookupObserver.Observed observed,
			Supplier<CompletableFuture<Lookup>> look) {
		try {
			return look.get();
		}
		catch (RuntimeException | Error ex) {
			observed.failed(ex);
			throw ex;
		}
	}

	private static CompletableFuture<Lookup> told(LookupObserver.Observed observed, CompletableFuture<Lookup> found) {
		if (observed == LookupObserver.Observed.NOTHING) {
			return found;
		}
		CompletableFuture<Lookup> told = new CompletableFuture<>();
		found.whenComplete((lookup, error) -> {
			if (error != null) {
				Throwable cause = Throwables.unwrap(error);
				observed.failed(cause);
				told.completeExceptionally(cause);
			}
			else {
				end(observed, lookup);
				told.complete(lookup);
			}
		});
		return told;
	}

	private static void end(LookupObserver.Observed observed, Lookup lookup) {
		if (lookup instanceof Hit hit) {
			observed.ended(hit.provenance().outcome(), hit.provenance().reason());
		}
		else if (lookup instanceof Ticket ticket) {
			observed.ended((ticket.reason() instanceof BypassReason) ? Outcome.BYPASS : Outcome.MISS, ticket.reason());
		}
	}

	private CompletableFuture<Lookup> look(ClaudeRequest request, AnswerReader reader, boolean inTransaction,
			@Nullable Thread caller, BooleanSupplier gone) {
		Inquiry inquiry;
		try {
			inquiry = this.inquiries.inquire(request);
		}
		catch (UnkeyableException ex) {
			return CompletableFuture.completedFuture(bypassed(request.cache(), ex.reason()));
		}
		return new LookupAttempt(this.desk, inquiry, reader, inTransaction, caller, gone).begin();
	}

	private static <T> void fetch(Ticket ticket, Answering<T> answering,
			Supplier<? extends CompletionStage<ClaudeAnswer<T>>> call, CompletableFuture<ClaudeAnswer<T>> result) {
		CompletionStage<ClaudeAnswer<T>> fetched;
		try {
			fetched = Objects.requireNonNull(call.get(), "The call returned no stage");
		}
		catch (Throwable ex) {
			failed(ticket, result, Throwables.unwrap(ex));
			return;
		}
		fetched.thenCompose((answer) -> answering.fetched(ticket, answer)).whenComplete((answer, error) -> {
			if (error != null) {
				failed(ticket, result, Throwables.unwrap(error));
			}
			else {
				result.complete(answer);
			}
		});
		if ((Object) call instanceof AwaitedStage<?> awaited) {
			try {
				awaited.begin();
			}
			catch (Throwable ex) {
				failed(ticket, result, ex);
			}
		}
	}

	private static <T> void failed(Ticket ticket, CompletableFuture<ClaudeAnswer<T>> result, Throwable error) {
		ticket.fail(error);
		result.completeExceptionally(error);
	}

	private Ticket bypassed(String cache, BypassReason reason) {
		this.desk.tell(new CacheEvent.Bypassed(cache, reason));
		return withoutKey(cache, reason);
	}

	private Ticket withoutKey(String cache, Reason reason) {
		return this.desk
			.ticket(new Errand(cache, reason, null, null, this.desk.now(), null, RefusalReason.BYPASSED, null, null));
	}

	// An executor that is full or shut down must not cost a caller its answer.
	private static void runOn(Executor executor, Runnable task) {
		try {
			executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	private static void abandon(@Nullable Lookup lookup) {
		if (lookup instanceof Ticket ticket) {
			ticket.abandon();
		}
	}

}
