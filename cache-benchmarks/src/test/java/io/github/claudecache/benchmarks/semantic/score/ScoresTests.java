package io.github.claudecache.benchmarks.semantic.score;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The definitions are those of the scorers that come with the development data: the
 * figures expected here are what {@code score_pairs.py} and {@code score_trace.py} print
 * for the same few decisions.
 */
class ScoresTests {

	private static final double SAME = 1e-9;

	private final PairScore pairs = PairScore.of(List.of(pair("g1", "para/verb", "", true, 1),
			pair("g1", "para/verb", "negation", true, 0), pair("g2", "para/equal", "negation", true, 1),
			pair("g3", "trap/negation", "negation", false, 1), pair("g3", "trap/negation", "negation", false, 0),
			pair("g4", "trap/number", "", false, 0), pair("t4", "trap/number", "", false, 0)));

	@Test
	void falseHitsAreCountedAmongThosePairsThatMustMiss() {
		Rate rate = this.pairs.falseHits();
		assertThat(rate.count()).isEqualTo(4);
		assertThat(rate.value()).isEqualTo(0.25);
		assertThat(rate.wilson().low()).isCloseTo(0.04558726029536886, within(SAME));
		assertThat(rate.wilson().high()).isCloseTo(0.6993581599030918, within(SAME));
		assertThat(rate.byGroup()).isEqualTo(new Interval(0, 0.5));
	}

	@Test
	void whatIsKeptIsCountedAmongThosePairsThatMustHit() {
		Rate rate = this.pairs.kept();
		assertThat(rate.count()).isEqualTo(3);
		assertThat(rate.value()).isCloseTo(0.6666666666666666, within(SAME));
		assertThat(rate.wilson().low()).isCloseTo(0.2076595988078242, within(SAME));
		assertThat(rate.wilson().high()).isCloseTo(0.9385080559790691, within(SAME));
		assertThat(rate.byGroup()).isEqualTo(new Interval(0.5, 1));
	}

	@Test
	void familiesAndHazardsAreCountedByThemselves() {
		assertThat(this.pairs.served((outcome) -> outcome.family().equals("para/verb")).value()).isEqualTo(0.5);
		assertThat(this.pairs.served((outcome) -> outcome.family().equals("trap/number")).value()).isZero();
		Rate hazard = this.pairs.served((outcome) -> outcome.same() && outcome.hazard().equals("negation"));
		assertThat(hazard.count()).isEqualTo(2);
		assertThat(hazard.value()).isEqualTo(0.5);
		assertThat(this.pairs.served((outcome) -> outcome.family().equals("none")).value()).isNaN();
	}

	@Test
	void aPairThatIsServedInOneOfTwoOrdersCountsHalf() {
		PairScore score = PairScore.of(List.of(pair("a", "", "", false, 0.5), pair("b", "", "", false, 0)));
		assertThat(score.falseHits().value()).isEqualTo(0.25);
		assertThat(score.falseHits().wilson()).isEqualTo(Interval.wilson(0.5, 2));
	}

	@Test
	void theWorstOfATraceIsNamed() {
		TraceScore score = TraceScore.of(trace(), Map.of(2L, 1L, 4L, 1L, 5L, 1L, 7L, 5L, 8L, 6L, 9L, 6L, 10L, 8L));
		assertThat(score.requests()).isEqualTo(10);
		assertThat(score.ideal()).isEqualTo(5);
		assertThat(score.counts()).isEqualTo(Map.of(Service.MISS, 3, Service.RIGHT, 3, Service.LEAK, 1, Service.STALE,
				1, Service.FALSE, 1, Service.ARGUABLE, 1));
		assertThat(score.shareOfIdeal()).isCloseTo(0.6, within(SAME));
		assertThat(score.wrong().value()).isCloseTo(0.4, within(SAME));
		assertThat(score.surelyWrongPerRequest()).isCloseTo(0.3, within(SAME));
		assertThat(score.wrong().wilson().low()).isCloseTo(0.1681803285264069, within(SAME));
		assertThat(score.wrong().wilson().high()).isCloseTo(0.6873262320788047, within(SAME));
		assertThat(score.wrongPerHit()).isCloseTo(0.5714285714285714, within(SAME));
	}

	@Test
	void anAnswerOfAnotherLocaleIsCountedAlsoWhereItsKeyIsRight() {
		TraceScore score = TraceScore.of(trace(), Map.of(7L, 5L));
		assertThat(score.otherLocale()).isOne();
		assertThat(score.count(Service.RIGHT)).isOne();
		assertThat(TraceScore.of(trace(), Map.of(6L, 5L)).otherLocale()).isZero();
	}

	@Test
	void nothingServedIsNothingWrong() {
		TraceScore score = TraceScore.of(trace(), Map.of());
		assertThat(score.wrong().value()).isZero();
		assertThat(score.wrongPerHit()).isZero();
		assertThat(score.shareOfIdeal()).isZero();
	}

	private static PairOutcome pair(String group, String family, String hazard, boolean same, double served) {
		return new PairOutcome(group, family, hazard, same, served);
	}

	private static List<TraceRequest> trace() {
		return List.of(request(1, "acme", "en-GB", "password", "account", 0),
				request(2, "acme", "en-GB", "password", "account", 0),
				request(3, "acme", "en-GB", "password", "account", 0),
				request(4, "globex", "en-GB", "password", "account", 0),
				request(5, "acme", "en-GB", "password", "account", 1),
				request(6, "acme", "en-GB", "password", "account", 1),
				request(7, "acme", "de-DE", "password", "account", 1),
				request(8, "acme", "en-GB", "parcel", "parcel", 0),
				request(9, "acme", "en-GB", "user-name", "account", 0),
				request(10, "acme", "en-GB", "parcel", "parcel", 0));
	}

	private static TraceRequest request(long seq, String tenant, String locale, String classId, String coarse,
			int version) {
		return new TraceRequest(seq, tenant, locale, classId, coarse, tenant + "|" + classId + "|v" + version);
	}

}
