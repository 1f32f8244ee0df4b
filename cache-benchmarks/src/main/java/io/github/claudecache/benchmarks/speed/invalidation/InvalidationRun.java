package io.github.claudecache.benchmarks.speed.invalidation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.claudecache.benchmarks.speed.report.Measurement;
import io.github.claudecache.benchmarks.speed.server.ClaudeApplication;
import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;

/**
 * Measures how long it takes to void many entries, and how long other clients wait
 * meanwhile.
 *
 * @since 0.1.0
 */
public final class InvalidationRun {

	private static final String BARE_SET = "bare-set";

	// Enough to compare one call of a side with.
	private static final int BARE_SETS = 5;

	private static final Duration PAUSE = Duration.ofMillis(5);

	private static final int WARM_UP_ENTRIES = 100;

	private static final int WARM_UP_CALLS = 50;

	private static final List<Function<MeasuredRedis, Voiding>> SIDES = List.of(TagOfClaudeCache::new, SetOfKeys::new,
			SpringClear::new);

	private final InvalidationPlan plan;

	private final Consumer<String> progress;

	/**
	 * Creates a run.
	 * @param plan how to measure
	 * @param progress is told what is being done
	 */
	public InvalidationRun(InvalidationPlan plan, Consumer<String> progress) {
		this.plan = plan;
		this.progress = progress;
	}

	/**
	 * Measures.
	 * @param redis the server
	 * @return one measurement for each number of entries and side
	 * @throws IOException if the other client has no connection
	 * @throws IllegalStateException if a side did not do what it should
	 */
	public List<Measurement> measure(MeasuredRedis redis) throws IOException {
		List<Voiding> sides = new ArrayList<>();
		try (Bystander bystander = new Bystander(redis.address(), redis.prefix("bystander"))) {
			for (Function<MeasuredRedis, Voiding> side : SIDES) {
				sides.add(side.apply(redis));
			}
			warmUp(redis, sides);
			List<Measurement> measurements = new ArrayList<>();
			for (InvalidationPlan.Step step : this.plan.steps()) {
				measurements.addAll(measure(redis, sides, bystander, step));
			}
			return measurements;
		}
		finally {
			sides.forEach(Voiding::close);
		}
	}

	private List<Measurement> measure(MeasuredRedis redis, List<Voiding> sides, Bystander bystander,
			InvalidationPlan.Step step) {
		String name = "invalidate-" + step.entries();
		this.progress.accept(name);
		Map<String, Series> series = new LinkedHashMap<>();
		Series bareSets = series.computeIfAbsent(BARE_SET, (any) -> new Series());
		List<Voiding> order = new ArrayList<>(sides);
		for (int i = 0; i < step.repetitions(); i++) {
			for (Voiding side : order) {
				side.fill(step.entries());
				Episode episode = watch(redis, side, bystander, bareSets);
				series.computeIfAbsent(side.name(), (any) -> new Series()).add(episode);
			}
			Collections.rotate(order, 1);
		}
		return series.entrySet().stream().map((entry) -> entry.getValue().measurement(name, entry.getKey())).toList();
	}

	private Episode watch(MeasuredRedis redis, Voiding side, Bystander bystander, Series bareSets) {
		side.require(true);
		// What filling has left behind is not to be collected while others are watched.
		System.gc();
		bystander.watch();
		long watched = System.nanoTime();
		// Before our own calls only and in turn with them, so that both are made in the
		// same state of the server and of this process: after a long pause any call takes
		// longer.
		for (int i = 0; i < BARE_SETS && side.name().equals(ClaudeApplication.SIDE); i++) {
			bareSets.add(bareSet(redis));
			pause(PAUSE);
			side.rehearse();
		}
		pause(PAUSE);
		long called = System.nanoTime();
		boolean ended = side.invalidate();
		Duration call = since(called);
		long sweeping = System.nanoTime();
		while (!side.cleared()) {
			if (since(sweeping).compareTo(this.plan.patience()) > 0) {
				throw new IllegalStateException("The memory of voided entries was not given back within "
						+ this.plan.patience().toSeconds() + " seconds");
			}
			pause(PAUSE);
		}
		Duration sweep = since(sweeping);
		pause(this.plan.shortestWatch().minus(since(watched)));
		Duration length = since(watched);
		Duration stall = bystander.longest();
		side.require(false);
		bystander.watch();
		pause(length);
		return new Episode(call, ended, sweep, stall, bystander.longest());
	}

	private Duration bareSet(MeasuredRedis redis) {
		pause(PAUSE);
		long called = System.nanoTime();
		redis.connection().sync().set(redis.prefix(BARE_SET) + "key", "value");
		return since(called);
	}

	private void warmUp(MeasuredRedis redis, List<Voiding> sides) {
		this.progress.accept("warming up invalidation");
		for (int i = 0; i < this.plan.warmUps(); i++) {
			for (Voiding side : sides) {
				side.fill(WARM_UP_ENTRIES);
				for (int j = 0; j < WARM_UP_CALLS; j++) {
					side.invalidate();
				}
			}
			redis.connection().sync().set(redis.prefix(BARE_SET) + "key", "value");
		}
	}

	private static Duration since(long nanoTime) {
		return Duration.ofNanos(System.nanoTime() - nanoTime);
	}

	private static void pause(Duration length) {
		long end = System.nanoTime() + length.toNanos();
		for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
			LockSupport.parkNanos(left);
		}
	}

}
