package io.github.claudecache;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.github.claudecache.admission.AdmissionPolicy;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.event.GuardedListeners;
import io.github.claudecache.event.GuardedObserver;
import io.github.claudecache.event.LookupObserver;
import io.github.claudecache.flight.FlightLeases;
import io.github.claudecache.flight.Flights;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.flight.Rounds;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.freshness.TransactionBoundary;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.freshness.VolatilityPolicy;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.MessageNormalizer;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ClaudeCache}. Everything has a default but the caches themselves. Not
 * safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class ClaudeCacheBuilder {

	private static final long DEFAULT_MAX_ANSWER_BYTES = 1024L * 1024;

	private static final Duration DEFAULT_WAIT_LIMIT = Duration.ofSeconds(30);

	private static final int DEFAULT_CALLS_WITHOUT_STORE = 4;

	private static final Duration DEFAULT_LEASE_TERM = Duration.ofSeconds(2);

	private static final Duration DEFAULT_STORE_LIMIT = Duration.ofSeconds(2);

	// Not the common pool: the callers' code may block, and on a small machine one
	// blocked
	// task would hold up all others. Idle threads end after a minute.
	private static final Executor CALLERS = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "claude-cache");
		thread.setDaemon(true);
		return thread;
	});

	private final List<CacheDefinition> definitions = new ArrayList<>();

	private final List<ClaudeCacheListener> listeners = new ArrayList<>();

	private @Nullable AnswerStore store;

	private FingerprintComposer composer = FingerprintComposer.standard(Namespace.DEFAULT, MessageNormalizer.standard(),
			List.of());

	private VolatilityPolicy volatility = VolatilityPolicy.byName(VolatilityClass.BUILT_IN);

	private List<AdmissionPolicy> admission = List.of(AdmissionPolicy.standard(DEFAULT_MAX_ANSWER_BYTES));

	private TransactionBoundary transactions = TransactionBoundary.none();

	private @Nullable TagInvalidationService invalidation;

	private InstantSource clock = InstantSource.system();

	private Patience patience = Patience.system();

	private Duration waitLimit = DEFAULT_WAIT_LIMIT;

	private @Nullable FlightLeases leases;

	private Duration leaseTerm = DEFAULT_LEASE_TERM;

	private Patience storePatience = Patience.system();

	private Duration storeLimit = DEFAULT_STORE_LIMIT;

	private @Nullable SemanticTier semantic;

	private HitAudit audit = HitAudit.NONE;

	private @Nullable LookupObserver observer;

	private int callsWithoutStore = DEFAULT_CALLS_WITHOUT_STORE;

	private Executor executor = CALLERS;

	ClaudeCacheBuilder() {
	}

	/**
	 * Adds named caches; two of one name must be equal.
	 * @param definitions the definitions
	 * @return this builder
	 */
	public ClaudeCacheBuilder caches(CacheDefinition... definitions) {
		return caches(Arrays.asList(definitions));
	}

	/**
	 * Adds named caches; two of one name must be equal.
	 * @param definitions the definitions
	 * @return this builder
	 */
	public ClaudeCacheBuilder caches(Collection<CacheDefinition> definitions) {
		this.definitions.addAll(definitions);
		return this;
	}

	/**
	 * Sets the store. The default is a new one in the memory of this process. The caller
	 * closes it.
	 * @param store the store
	 * @return this builder
	 */
	public ClaudeCacheBuilder store(AnswerStore store) {
		this.store = store;
		return this;
	}

	/**
	 * Sets how keys are made.
	 * @param composer the composer
	 * @return this builder
	 */
	public ClaudeCacheBuilder composer(FingerprintComposer composer) {
		this.composer = composer;
		return this;
	}

	/**
	 * Sets how the class of a request is chosen. The default knows the
	 * {@linkplain VolatilityClass#BUILT_IN built-in classes}.
	 * @param volatility the policy
	 * @return this builder
	 */
	public ClaudeCacheBuilder volatility(VolatilityPolicy volatility) {
		this.volatility = volatility;
		return this;
	}

	/**
	 * Sets which answers may be kept: all policies have to agree. The default is the
	 * {@linkplain AdmissionPolicy#standard standard policy} with 1 MiB.
	 * @param admission the policies
	 * @return this builder
	 */
	public ClaudeCacheBuilder admission(List<AdmissionPolicy> admission) {
		this.admission = List.copyOf(admission);
		return this;
	}

	/**
	 * Sets how the caller's transaction is noticed. The default knows of none.
	 * @param transactions the boundary
	 * @return this builder
	 */
	public ClaudeCacheBuilder transactions(TransactionBoundary transactions) {
		this.transactions = transactions;
		return this;
	}

	/**
	 * Sets how tags are invalidated. The default writes to the store.
	 * @param invalidation the service
	 * @return this builder
	 */
	public ClaudeCacheBuilder invalidation(TagInvalidationService invalidation) {
		this.invalidation = invalidation;
		return this;
	}

	/**
	 * Adds listeners.
	 * @param listeners who is told what happens
	 * @return this builder
	 */
	public ClaudeCacheBuilder listeners(Collection<? extends ClaudeCacheListener> listeners) {
		this.listeners.addAll(listeners);
		return this;
	}

	/**
	 * Sets the clock by which answers age.
	 * @param clock the clock
	 * @return this builder
	 */
	public ClaudeCacheBuilder clock(InstantSource clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Sets how waiting for another caller is limited.
	 * @param patience the clock by which callers wait
	 * @param limit how long a caller waits for one flight, positive; default 30 seconds
	 * @return this builder
	 * @throws IllegalArgumentException if the limit is not positive
	 */
	public ClaudeCacheBuilder waiting(Patience patience, Duration limit) {
		this.patience = patience;
		this.waitLimit = positive(limit);
		return this;
	}

	/**
	 * Lets all processes that share the store ask Claude once for one question. The
	 * default is that each process asks by itself. The wait for another process is
	 * limited like the wait for another caller.
	 * @param leases where leases are kept
	 * @param term how long a lease lasts unless it is renewed, which happens three times
	 * as often; after the death of its process others wait that long. Positive
	 * @return this builder
	 * @throws IllegalArgumentException if the term is not positive
	 */
	public ClaudeCacheBuilder leases(FlightLeases leases, Duration term) {
		this.leases = leases;
		this.leaseTerm = positive(term);
		return this;
	}

	/**
	 * Sets how waiting for a reply of the store is limited while a question is answered.
	 * It is the last resort: a store is expected to fail by itself in a much shorter
	 * time. Invalidations are not limited, since their caller must know what became of
	 * them.
	 * @param patience the clock by which replies are waited for
	 * @param limit how long one reply is waited for, positive; default 2 seconds
	 * @return this builder
	 * @throws IllegalArgumentException if the limit is not positive
	 */
	public ClaudeCacheBuilder storeWaiting(Patience patience, Duration limit) {
		this.storePatience = patience;
		this.storeLimit = positive(limit);
		return this;
	}

	/**
	 * Sets how many callers may ask Claude the same question at the same time while the
	 * store cannot be asked. Then nobody knows whether something was invalidated, so an
	 * answer is only shared with callers who came before it was asked for: those who come
	 * when so many are asking wait for the next call to begin.
	 * @param calls how many, at least 1; default 4
	 * @return this builder
	 * @throws IllegalArgumentException if that is less than 1
	 */
	public ClaudeCacheBuilder callsWithoutStore(int calls) {
		if (calls < 1) {
			throw new IllegalArgumentException("At least one call at a time is needed, not " + calls);
		}
		this.callsWithoutStore = calls;
		return this;
	}

	/**
	 * Serves answers to other wordings of a question, in the caches that ask for it. The
	 * default is that only the same question has the same answer.
	 * @param semantic the tier
	 * @return this builder
	 */
	public ClaudeCacheBuilder semantic(SemanticTier semantic) {
		this.semantic = semantic;
		return this;
	}

	/**
	 * Sets who is shown the answers that are served to repeatable calls. The default is
	 * nobody. An {@link io.github.claudecache.audit.Auditor} has to be among the
	 * listeners too.
	 * @param audit looks at served answers
	 * @return this builder
	 */
	public ClaudeCacheBuilder audit(HitAudit audit) {
		this.audit = audit;
		return this;
	}

	/**
	 * Sets who is told when lookups begin and end. The default is nobody.
	 * @param observer the observer
	 * @return this builder
	 */
	public ClaudeCacheBuilder observer(LookupObserver observer) {
		this.observer = observer;
		return this;
	}

	/**
	 * Sets where the code of asynchronous callers goes on after they have waited for
	 * another caller.
	 * @param executor the executor
	 * @return this builder
	 */
	public ClaudeCacheBuilder executor(Executor executor) {
		this.executor = executor;
		return this;
	}

	/**
	 * Builds the cache.
	 * @return the cache
	 */
	public ClaudeCache build() {
		AnswerStore store = (this.store != null) ? this.store : new InMemoryAnswerStore();
		ClaudeCacheListener listener = new GuardedListeners(
				Stream.concat(this.listeners.stream(), Stream.of(new MismatchWarning(this.clock))).toList());
		StoreAccess access = new StoreAccess(store, this.storePatience, this.storeLimit, listener);
		Flights flights = new Flights();
		TicketOffice office = new TicketOffice(access, flights, this.admission, listener, this.semantic, this.audit);
		LeaseDesk leaseDesk = (this.leases != null) ? new LeaseDesk(this.leases, this.leaseTerm, this.waitLimit) : null;
		LookupDesk desk = new LookupDesk(access, flights, new Rounds(this.callsWithoutStore), office, listener,
				this.clock, this.patience, this.waitLimit, leaseDesk, this.semantic, this.audit);
		Inquiries inquiries = new Inquiries(this.definitions, this.composer, this.volatility);
		TagInvalidationService invalidation = (this.invalidation != null) ? this.invalidation
				: new StoreTagInvalidationService(store, this.transactions, listener);
		return new DefaultClaudeCache(inquiries, desk, invalidation,
				new Explainer(store, this.clock, this.semantic, this.audit),
				new WrongAnswers(store, invalidation, this.clock, listener, inquiries::knows), this.transactions,
				this.executor, (this.observer != null) ? new GuardedObserver(this.observer) : null);
	}

	private static Duration positive(Duration limit) {
		if (limit.isZero() || limit.isNegative()) {
			throw new IllegalArgumentException("The limit for waiting must be positive but is " + limit);
		}
		return limit;
	}

}
