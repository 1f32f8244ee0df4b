package io.github.claudecache.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence;
import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Verdict;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.QuestionAnalyzer;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.semantic.Judgement;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.QuestionJudge;

/**
 * Lets the guards and the score decide for the cache. The first question takes some
 * hundred milliseconds, because the linguistic files are read then. Safe for use by many
 * threads, if the guards and the scorer are.
 *
 * @since 0.1.0
 */
public final class GuardedJudge implements QuestionJudge {

	private final SemanticJudge judge;

	/**
	 * Creates a judge.
	 * @param judge decides
	 */
	public GuardedJudge(SemanticJudge judge) {
		this.judge = judge;
	}

	/**
	 * The standard guards and the shipped weights.
	 * @param preset where on the measured curve the judge stands
	 * @return a judge
	 */
	public static GuardedJudge standard(Preset preset) {
		return new GuardedJudge(SemanticJudge.standard(preset));
	}

	@Override
	public PreparedQuestion prepare(String text) {
		return new Prepared(Analyzer.SHARED.analyze(text));
	}

	@Override
	public Judgement judge(PreparedQuestion cached, PreparedQuestion asked, double cosine) {
		Comparison comparison = new Comparison(analyzed(cached), analyzed(asked), cosine);
		Decision decision = this.judge.judge(comparison);
		List<String> vetoedBy = decision.vetoedBy();
		return new Judgement(decision.serve(), decision.score().probability(),
				vetoedBy.isEmpty() ? null : vetoedBy.get(0), findings(decision, comparison));
	}

	private static List<String> findings(Decision decision, Comparison comparison) {
		List<String> findings = new ArrayList<>();
		for (GuardFinding finding : decision.findings()) {
			if (finding.verdict().strength() > 0 || finding.verdict() instanceof Verdict.Veto) {
				findings.add(describe(finding, comparison));
			}
		}
		findings
			.add(String.format(Locale.ROOT, "score %.3f, needed %.3f", decision.score().probability(), decision.bar()));
		return findings;
	}

	private static String describe(GuardFinding finding, Comparison comparison) {
		StringBuilder text = new StringBuilder(finding.guard());
		if (finding.verdict() instanceof Verdict.Veto veto) {
			text.append(" vetoed: ").append(veto.reason());
		}
		for (Evidence evidence : finding.verdict().evidence()) {
			text.append(" ['")
				.append(evidence.cached().of(comparison.cached().text()))
				.append("' against '")
				.append(evidence.asked().of(comparison.asked().text()))
				.append("']");
		}
		return text.toString();
	}

	// A question that another judge has prepared is taken apart again.
	private static AnalyzedQuestion analyzed(PreparedQuestion question) {
		return (question instanceof Prepared prepared) ? prepared.analyzed() : Analyzer.SHARED.analyze(question.text());
	}

	/**
	 * Reads the linguistic files when the first question comes, once for all judges.
	 */
	private static final class Analyzer {

		private static final QuestionAnalyzer SHARED = new QuestionAnalyzer();

	}

	private record Prepared(AnalyzedQuestion analyzed) implements PreparedQuestion {

		@Override
		public String text() {
			return this.analyzed.text();
		}

		@Override
		public String canonical() {
			return this.analyzed.canonical();
		}

		@Override
		public boolean standsAlone() {
			return this.analyzed.complete() && this.analyzed.standsAlone();
		}

	}

}
