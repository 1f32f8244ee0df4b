package io.github.claudecache.testsupport.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;

/**
 * The same search on real threads: eight callers, two invalidators, and a model that
 * takes a random time. What it finds cannot be repeated, but it also reaches what happens
 * inside one step of a {@link Schedule}. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Stress {

	private static final int CLIENTS = 8;

	private static final int INVALIDATORS = 2;

	private final World world = new World();

	private final ClaudeCache cache;

	private final Queue<String> violations = new ConcurrentLinkedQueue<>();

	private final AtomicLong asked = new AtomicLong();

	private final AtomicLong served = new AtomicLong();

	private final AtomicLong shared = new AtomicLong();

	private final AtomicBoolean over = new AtomicBoolean();

	private Stress(AnswerStore store) {
		this.cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).store(store).build();
	}

	/**
	 * Runs until so many lookups have been made.
	 * @param store an empty store
	 * @param lookups how many lookups, of all callers together
	 * @param seed where the random decisions begin; the order of the threads is not
	 * repeated by it
	 * @return what came of it
	 */
	public static Outcome run(AnswerStore store, long lookups, long seed) {
		return new Stress(store).run(lookups, seed);
	}

	private Outcome run(long lookups, long seed) {
		List<Thread> callers = new ArrayList<>();
		List<Thread> invalidators = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			Choices choices = Choices.random(seed + i);
			callers.add(thread("client " + i, () -> ask(choices, lookups)));
		}
		for (int i = 0; i < INVALIDATORS; i++) {
			Choices choices = Choices.random(seed - 1 - i);
			invalidators.add(thread("invalidator " + i, () -> change(choices)));
		}
		invalidators.forEach(Thread::start);
		callers.forEach(Thread::start);
		callers.forEach(Eventually::ended);
		this.over.set(true);
		invalidators.forEach(Eventually::ended);
		return new Outcome(1, this.asked.get(), this.served.get(), this.shared.get(), List.copyOf(this.violations));
	}

	private Thread thread(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setUncaughtExceptionHandler((any, ex) -> this.violations.add(name + " failed: " + ex));
		return thread;
	}

	private void ask(Choices choices, long lookups) {
		while (this.asked.incrementAndGet() <= lookups) {
			TenantId tenant = World.TENANTS.get(choices.next(World.TENANTS.size()));
			Question question = Question.values()[choices.next(Question.values().length)];
			Map<World.Source, Integer> floor = this.world.floor(tenant, question);
			ClaudeAnswer<String> answer = this.cache.answer(question.request(tenant), () -> {
				String declared = this.world.read(tenant, question.declared());
				dawdle(choices);
				String late = this.world.read(tenant, question.late());
				dawdle(choices);
				return ClaudeAnswer.complete(declared + late).tagged(question.late().toArray(String[]::new));
			});
			judge(answer, floor);
			dawdle(choices);
		}
	}

	private void judge(ClaudeAnswer<String> answer, Map<World.Source, Integer> floor) {
		Provenance provenance = answer.provenance();
		if (provenance == null) {
			this.violations.add("an answer without a provenance");
			return;
		}
		if (provenance.hit()) {
			this.served.incrementAndGet();
		}
		if (provenance.reason() == MissReason.JOINED_FLIGHT) {
			this.shared.incrementAndGet();
		}
		String objection = World.objection(answer.value(), floor);
		if (objection != null) {
			this.violations.add(provenance + ": " + objection);
		}
	}

	private void change(Choices choices) {
		while (!this.over.get()) {
			World.Change change = this.world.change(choices);
			if (invalidate(change).applied()) {
				this.world.acknowledge(change);
			}
			dawdle(choices);
		}
	}

	private Invalidation invalidate(World.Change change) {
		List<Tag> tags = List.copyOf(change.tags());
		if (change.scope() instanceof InvalidationScope.OneTenant one) {
			return tags.isEmpty() ? this.cache.invalidation().invalidateTenant(one.tenant())
					: this.cache.invalidation().invalidate(one.tenant(), tags);
		}
		return tags.isEmpty() ? this.cache.invalidation().invalidateEverything()
				: this.cache.invalidation().invalidateForAllTenants(tags);
	}

	private static void dawdle(Choices choices) {
		for (int i = choices.next(20); i > 0; i--) {
			Thread.yield();
		}
	}

}
