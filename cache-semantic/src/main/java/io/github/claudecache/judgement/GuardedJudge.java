package io.github.claudecache.judgement;

import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.guard.Verdict;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.OpenedQuestion;
import io.github.claudecache.judgement.language.QuestionAnalyzer;
import io.github.claudecache.judgement.score.EquivalenceScorer;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.semantic.Grounds;
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

	/**
	 * The standard guards and the shipped weights, where a verifier is asked in between.
	 * @param zone between which scores the judge is unsure
	 * @return a judge
	 */
	public static GuardedJudge standard(GreyZone zone) {
		return new GuardedJudge(new SemanticJudge(Guards.standard(), EquivalenceScorer.standard(), zone));
	}

	@Override
	public PreparedQuestion prepare(String text) {
		return new Prepared(QuestionAnalyzer.shared().open(text));
	}

	@Override
	public Judgement judge(PreparedQuestion cached, PreparedQuestion asked, double cosine) {
		Decision decision = this.judge.judge(new Comparison(analyzed(cached), analyzed(asked), cosine));
		List<String> vetoedBy = decision.vetoedBy();
		return new Judgement(decision.ruling(), decision.score().probability(),
				vetoedBy.isEmpty() ? null : vetoedBy.get(0));
	}

	@Override
	public Grounds explain(PreparedQuestion cached, PreparedQuestion asked, double cosine) {
		Comparison comparison = new Comparison(analyzed(cached), analyzed(asked), cosine);
		Decision decision = this.judge.judge(comparison);
		return new Grounds(decision.findings().stream().map((finding) -> finding(finding, comparison)).toList(),
				decision.score()
					.contributions()
					.stream()
					.map((part) -> new Grounds.Contribution(part.feature(), part.value(), -part.contribution()))
					.toList(),
				decision.bar());
	}

	private static Grounds.Finding finding(GuardFinding finding, Comparison comparison) {
		Verdict verdict = finding.verdict();
		return new Grounds.Finding(finding.guard(), finding.vetoes(), verdict.strength(),
				(verdict instanceof Verdict.Veto veto) ? veto.reason() : null,
				verdict.evidence()
					.stream()
					.map((evidence) -> new Grounds.Words(evidence.cached().of(comparison.cached().text()),
							evidence.asked().of(comparison.asked().text())))
					.toList());
	}

	// A question that another judge has prepared is taken apart again.
	private static AnalyzedQuestion analyzed(PreparedQuestion question) {
		return (question instanceof Prepared prepared) ? prepared.opened().analyzed()
				: QuestionAnalyzer.shared().analyze(question.text());
	}

	private record Prepared(OpenedQuestion opened) implements PreparedQuestion {

		@Override
		public String text() {
			return this.opened.text();
		}

		@Override
		public String canonical() {
			return this.opened.canonical();
		}

		@Override
		public boolean standsAlone() {
			return this.opened.standsAlone();
		}

		@Override
		public void complete() {
			this.opened.analyzed();
		}

	}

}
