package io.github.claudecache.benchmarks.speed.hit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.claudecache.benchmarks.speed.report.Measurement;
import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import org.HdrHistogram.Histogram;

/**
 * Measures hits. In every round of a case each side gets a short turn, in another order
 * than before, so that whatever else the machine does meets all of them.
 *
 * @since 0.1.0
 */
public final class HitRun {

	// In the order of the table.
	private static final List<Function<MeasuredRedis, Side>> SIDES = List.of(BareGet::new, ClaudeCacheSide::new,
			SpringCache::new, JetCache::new, RedissonBucket::new);

	private final HitPlan plan;

	private final Consumer<String> progress;

	/**
	 * Creates a run.
	 * @param plan how to measure
	 * @param progress is told what is being done
	 */
	public HitRun(HitPlan plan, Consumer<String> progress) {
		this.plan = plan;
		this.progress = progress;
	}

	/**
	 * Measures.
	 * @param redis the server
	 * @return one measurement for each case and side
	 * @throws IllegalStateException if a side did not return the expected answer
	 */
	public List<Measurement> measure(MeasuredRedis redis) {
		List<Side> sides = new ArrayList<>();
		try (Workers workers = new Workers(Collections.max(this.plan.threads()))) {
			for (Function<MeasuredRedis, Side> side : SIDES) {
				sides.add(side.apply(redis));
			}
			Map<AnswerSize, List<Exchange>> exchanges = new EnumMap<>(AnswerSize.class);
			Map<AnswerSize, Map<Side, Map<String, Number>>> memory = new EnumMap<>(AnswerSize.class);
			for (AnswerSize size : AnswerSize.values()) {
				exchanges.put(size, Exchange.of(size, this.plan.exchanges()));
				memory.put(size, store(redis, sides, exchanges.get(size)));
			}
			warmUp(workers, sides, exchanges);
			List<Measurement> measurements = new ArrayList<>();
			for (AnswerSize size : AnswerSize.values()) {
				for (int threads : this.plan.threads()) {
					measurements.addAll(measure(workers, sides, exchanges.get(size), size, threads, memory.get(size)));
				}
			}
			return measurements;
		}
		finally {
			sides.forEach(Side::close);
		}
	}

	private Map<Side, Map<String, Number>> store(MeasuredRedis redis, List<Side> sides, List<Exchange> exchanges) {
		Map<Side, Map<String, Number>> memory = new HashMap<>();
		for (Side side : sides) {
			String prefix = redis.prefix(side.name());
			long before = redis.memory(prefix, (key) -> true);
			long answersBefore = redis.memory(prefix, side::holdsAnswer);
			exchanges.forEach(side::store);
			double all = redis.memory(prefix, (key) -> true) - before;
			double answers = redis.memory(prefix, side::holdsAnswer) - answersBefore;
			Map<String, Number> figures = new LinkedHashMap<>();
			figures.put(Measurement.BYTES_PER_ENTRY, Math.round(all / exchanges.size()));
			figures.put(Measurement.INDEX_BYTES_PER_ENTRY, Math.round((all - answers) / exchanges.size()));
			memory.put(side, figures);
		}
		return memory;
	}

	// With few threads and with many, since the compiler learns from both.
	private void warmUp(Workers workers, List<Side> sides, Map<AnswerSize, List<Exchange>> exchanges) {
		this.progress.accept("warming up");
		Duration turn = this.plan.warmUp().dividedBy(2L * exchanges.size());
		for (int threads : List.of(Collections.max(this.plan.threads()), Collections.min(this.plan.threads()))) {
			for (List<Exchange> asked : exchanges.values()) {
				sides.forEach((side) -> workers.run(side, asked, threads, turn, Duration.ZERO));
			}
		}
	}

	private List<Measurement> measure(Workers workers, List<Side> sides, List<Exchange> exchanges, AnswerSize size,
			int threads, Map<Side, Map<String, Number>> memory) {
		String name = "hit-" + size + "-" + threads + "t";
		this.progress.accept(name);
		Map<Side, Histogram> times = new HashMap<>();
		Map<Side, Double> perSecond = new HashMap<>();
		List<Side> order = new ArrayList<>(sides);
		for (int round = 0; round < this.plan.rounds(); round++) {
			for (Side side : order) {
				Workers.Slice slice = workers.run(side, exchanges, threads, this.plan.leadIn(), this.plan.slice());
				times.computeIfAbsent(side, (any) -> Workers.recorder()).add(slice.times());
				perSecond.merge(side, slice.perSecond() / this.plan.rounds(), Double::sum);
			}
			Collections.rotate(order, 1);
			if (round % 2 == 1) {
				Collections.reverse(order);
			}
		}
		return sides.stream()
			.map((side) -> Measurement.of(name, side.name(), times.getOrDefault(side, Workers.recorder()),
					perSecond.getOrDefault(side, 0.0), memory.getOrDefault(side, Map.of())))
			.toList();
	}

}
