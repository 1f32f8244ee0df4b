package io.github.claudecache.testsupport.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.ManualPatience;
import io.github.claudecache.testsupport.store.AnswerStoreHarness;
import io.github.claudecache.testsupport.store.StoreOperation;

/**
 * Runs a program in one order: whatever can happen next is a step, and the choices say
 * which step comes next. Everything runs on the calling thread, so the same choices give
 * the same run. Not safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Schedule {

	private final Program program;

	private final AnswerStoreHarness harness;

	private final Choices choices;

	private final World world = new World();

	private final SteppedStore store;

	private final ManualPatience patience = new ManualPatience();

	private final ManualPatience storePatience = new ManualPatience();

	private final ClaudeCache cache;

	private final List<Client> clients = new ArrayList<>();

	private final List<Invalidator> invalidators = new ArrayList<>();

	private final List<String> violations = new ArrayList<>();

	private final Consumer<Object> trace;

	private int accidents;

	private Schedule(Program program, AnswerStoreHarness harness, Choices choices, Consumer<Object> trace) {
		this.program = program;
		this.harness = harness;
		this.choices = choices;
		this.trace = trace;
		this.accidents = program.accidents();
		this.store = new SteppedStore(harness.store());
		if (!program.fine()) {
			beginLedgers(harness.store());
		}
		this.cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"))
			.store(this.store)
			.clock(harness.clock())
			.waiting(this.patience, Duration.ofSeconds(30))
			.storeWaiting(this.storePatience, Duration.ofSeconds(2))
			.executor(Runnable::run)
			.build();
		for (int i = 0; i < program.clients(); i++) {
			this.clients.add(client("client " + i, program.lookups()));
		}
		for (int i = 0; i < program.invalidators(); i++) {
			this.invalidators.add(new Invalidator("invalidator " + i, this.store, this.world, program, choices));
		}
	}

	/**
	 * Runs a program in one order.
	 * @param program what runs
	 * @param harness an empty store of its own
	 * @param choices the order
	 * @return what came of it
	 */
	public static Outcome run(Program program, AnswerStoreHarness harness, Choices choices) {
		return new Schedule(program, harness, choices, (step) -> {
		}).run();
	}

	/**
	 * Runs a program in one order once more, to read what happened.
	 * @param program what runs
	 * @param harness an empty store of its own
	 * @param choices the order
	 * @return every step, then the violations
	 */
	public static List<String> explain(Program program, AnswerStoreHarness harness, Choices choices) {
		List<String> story = new ArrayList<>();
		Outcome outcome = new Schedule(program, harness, choices, (step) -> story.add(step.toString())).run();
		story.addAll(outcome.violations());
		return story;
	}

	private Outcome run() {
		while (step()) {
			// The step is all there is to do.
		}
		// Nothing can go wrong any more, so whoever still waits would wait for ever.
		this.clients.stream().filter(Client::waits).forEach((client) -> this.violations.add(client + " is stuck"));
		this.invalidators.stream()
			.filter(Invalidator::waits)
			.forEach((invalidator) -> this.violations.add(invalidator + " is stuck"));
		askEverythingOnceMore();
		Outcome outcome = new Outcome(1, 0, 0, 0, this.violations);
		for (Client client : this.clients) {
			outcome = outcome.plus(client.outcome());
		}
		return outcome;
	}

	private boolean step() {
		List<Actor> ready = new ArrayList<>(this.store.waiting());
		this.clients.stream().filter(Actor::ready).forEach(ready::add);
		this.invalidators.stream().filter(Actor::ready).forEach(ready::add);
		if (ready.isEmpty()) {
			return false;
		}
		if (this.accidents > 0 && this.choices.next(12) == 0) {
			this.accidents--;
			accident();
			return true;
		}
		List<Actor> before = List.copyOf(this.store.waiting());
		Actor actor = ready.get(this.choices.next(ready.size()));
		this.trace.accept(actor);
		actor.step();
		if (!this.program.fine()) {
			finish(actor, before);
		}
		return true;
	}

	// In coarse schedules an operation is done and heard of in one step, and what a step
	// of a client begins with is done within it.
	private void finish(Actor actor, List<Actor> before) {
		if (actor instanceof SteppedStore.Operation<?> operation) {
			operation.step();
			return;
		}
		for (SteppedStore.Operation<?> begun : List.copyOf(this.store.waiting())) {
			if (!before.contains(begun)
					&& (begun.kind() == StoreOperation.READ || begun.kind() == StoreOperation.CHECK)) {
				begun.step();
				begun.step();
			}
		}
	}

	private void accident() {
		switch (this.choices.next(6)) {
			case 0 -> forget(InvalidationScope.of(tenant()));
			case 1 -> forget(InvalidationScope.allTenants());
			case 2 -> move(Duration.ofNanos(1_000));
			case 3 -> move(Duration.ofMinutes(-5));
			case 4 -> {
				this.trace.accept("callers lose their patience");
				this.patience.runOut();
			}
			default -> {
				this.trace.accept("clean-up");
				this.harness.settle();
			}
		}
	}

	private TenantId tenant() {
		return World.TENANTS.get(this.choices.next(World.TENANTS.size()));
	}

	private void forget(InvalidationScope scope) {
		this.trace.accept("the ledger is lost for " + scope);
		this.harness.forgetLedger(scope);
	}

	private void move(Duration amount) {
		this.trace.accept("the clock moves by " + amount);
		this.harness.clock().advance(amount);
	}

	// Whatever the callers left behind must not be stale either.
	private void askEverythingOnceMore() {
		for (int tenant = 0; tenant < this.program.tenants(); tenant++) {
			for (int index : this.program.questions()) {
				Client last = client("last caller", 1);
				this.clients.add(last);
				last.ask(World.TENANTS.get(tenant), Question.values()[index], false);
				while (!this.store.waiting().isEmpty()) {
					this.store.waiting().get(0).step();
				}
				last.ready();
			}
		}
	}

	// The first lookup of a tenant captures twice, which would double the schedules.
	private static void beginLedgers(AnswerStore store) {
		for (TenantId tenant : World.TENANTS) {
			Eventually.get(store.invalidate(InvalidationScope.of(tenant), Set.of(new Tag("unrelated"))));
		}
		Eventually.get(store.invalidate(InvalidationScope.allTenants(), Set.of(new Tag("unrelated"))));
	}

	private Client client(String name, int lookups) {
		return new Client(name, this.cache, this.world, this.program, this.choices, lookups, this.violations::add);
	}

}
