package io.github.claudecache.benchmarks.semantic.score;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rates of one way to serve a trace.
 *
 * @param requests how many there were
 * @param ideal how many of them the same answer had been right for before
 * @param counts what came of how many
 * @param otherLocale how many answers were served that were given in another locale,
 * right or wrong
 * @param wrong the share of all requests that were served a wrong answer; its groups are
 * the classes of what is asked
 * @since 0.1.0
 */
public record TraceScore(int requests, int ideal, Map<Service, Integer> counts, int otherLocale, Rate wrong) {

	/**
	 * Makes the rates.
	 * @param trace the requests in their order
	 * @param servedFrom for each request that was served, the number of the one whose
	 * answer it was
	 * @return the score
	 */
	public static TraceScore of(List<TraceRequest> trace, Map<Long, Long> servedFrom) {
		Map<Long, TraceRequest> bySeq = new HashMap<>();
		Set<String> seen = new HashSet<>();
		Map<Service, Integer> counts = new EnumMap<>(Service.class);
		List<Observation> wrong = new ArrayList<>();
		int ideal = 0;
		int otherLocale = 0;
		for (TraceRequest request : trace) {
			bySeq.put(request.seq(), request);
			ideal += seen.add(request.answerKey()) ? 0 : 1;
			TraceRequest from = bySeq.get(servedFrom.getOrDefault(request.seq(), Long.MIN_VALUE));
			Service service = Service.of(request, from);
			counts.merge(service, 1, Integer::sum);
			otherLocale += (from != null && !from.locale().equals(request.locale())) ? 1 : 0;
			boolean right = service == Service.MISS || service == Service.RIGHT;
			wrong.add(new Observation(request.classId(), right ? 0 : 1));
		}
		return new TraceScore(trace.size(), ideal, counts, otherLocale, Rate.of(wrong));
	}

	/**
	 * How often something came of a request.
	 * @param service what
	 * @return the number of requests
	 */
	public int count(Service service) {
		return this.counts.getOrDefault(service, 0);
	}

	/**
	 * The right answers, as a share of those that the same answer had been right for
	 * before.
	 * @return from 0 to 1; {@link Double#NaN} if there are none
	 */
	public double shareOfIdeal() {
		return share(count(Service.RIGHT), this.ideal);
	}

	/**
	 * The wrong answers, as a share of all that were served.
	 * @return from 0 to 1; 0 if none was served
	 */
	public double wrongPerHit() {
		int hits = this.requests - count(Service.MISS);
		return (hits > 0) ? share(hits - count(Service.RIGHT), hits) : 0;
	}

	/**
	 * The wrong answers that people would not argue about, as a share of all requests.
	 * @return from 0 to 1
	 */
	public double surelyWrongPerRequest() {
		return share(count(Service.LEAK) + count(Service.STALE) + count(Service.FALSE), this.requests);
	}

	private static double share(int part, int whole) {
		return (whole > 0) ? (double) part / whole : Double.NaN;
	}

}
