package io.github.claudecache.benchmarks.speed.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BarsTests {

	private final List<Measurement> measurements = new ArrayList<>();

	@Test
	void theWorstCaseDecides() {
		hit("hit-2KB-1t", "bare-get", 40);
		hit("hit-2KB-1t", "claude-cache", 60);
		hit("hit-20KB-1t", "bare-get", 50);
		hit("hit-20KB-1t", "claude-cache", 80);
		assertThat(Bars.of(this.measurements).get(0)).isEqualTo(
				new Bar("hit, threads: 1; median at most 1.5 times the bare GET", "1.6 times (hit-20KB-1t)", false));
	}

	@Test
	void aheadOfAPeerMeansFaster() {
		hit("hit-2KB-8t", "bare-get", 100);
		hit("hit-2KB-8t", "claude-cache", 120);
		hit("hit-2KB-8t", "spring-cache", 120);
		hit("hit-2KB-8t", "jetcache", 121);
		assertThat(reached("hit, threads: 8")).isTrue();
		assertThat(reached("hit: median below that of spring-cache")).isFalse();
		assertThat(reached("hit: median below that of jetcache")).isTrue();
	}

	@Test
	void anInvalidationIsHeldAgainstASetItsOwnGrowthAndTheIdleServer() {
		invalidation("invalidate-1000", 190, 100, 3, 1);
		invalidation("invalidate-1000000", 200, 100, 6.5, 1);
		assertThat(reached("invalidation: median at most 2 times a bare SET")).isTrue();
		assertThat(reached("invalidation: flat")).isTrue();
		assertThat(reached("invalidation: another client waits at most 5 ms")).isFalse();
	}

	@Test
	void whatWasNotMeasuredIsNoBar() {
		hit("hit-2KB-1t", "claude-cache", 60);
		assertThat(Bars.of(this.measurements)).isEmpty();
	}

	private boolean reached(String promise) {
		return Bars.of(this.measurements)
			.stream()
			.filter((bar) -> bar.promise().startsWith(promise))
			.findFirst()
			.orElseThrow()
			.reached();
	}

	private void hit(String name, String side, double p50) {
		this.measurements.add(new Measurement(name, side, p50, p50, 1, Map.of()));
	}

	private void invalidation(String name, double p50, double bareSet, double stall, double idle) {
		hit(name, "bare-set", bareSet);
		this.measurements.add(new Measurement(name, "claude-cache", p50, p50, 1,
				Map.of("worstStallMillis", stall, "idleWorstStallMillis", idle)));
	}

}
