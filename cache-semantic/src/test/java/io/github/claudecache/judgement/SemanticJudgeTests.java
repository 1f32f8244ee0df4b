package io.github.claudecache.judgement;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence;
import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.guard.SemanticGuard;
import io.github.claudecache.judgement.guard.Verdict;
import io.github.claudecache.judgement.language.QuestionAnalyzer;
import io.github.claudecache.judgement.score.EquivalenceScorer;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.judgement.score.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SemanticJudgeTests {

	private static final EquivalenceScorer SURE = (comparison, findings) -> new Score(1, List.of());

	private final Comparison same = Corpus.compare("How do I buy shares?", "How can I purchase shares?");

	@Test
	void aGuardThatThrowsHasVetoed() {
		SemanticGuard broken = new NamedGuard("broken", (comparison) -> {
			throw new IllegalStateException("no dictionary");
		});
		Decision judgement = new SemanticJudge(List.of(broken), SURE, 0).judge(this.same);
		assertThat(judgement.serve()).isFalse();
		assertThat(judgement.vetoedBy()).containsExactly("broken");
		assertThat(judgement.findings().get(0).verdict()).isInstanceOfSatisfying(Verdict.Veto.class,
				(veto) -> assertThat(veto.reason()).contains("no dictionary"));
	}

	@Test
	void aGuardThatNeverReturnsBecauseOfItsStackHasVetoed() {
		SemanticGuard endless = new NamedGuard("endless", SemanticJudgeTests::recurse);
		assertThat(new SemanticJudge(List.of(endless), SURE, 0).judge(this.same).vetoedBy()).containsExactly("endless");
	}

	@Test
	void allGuardsAreAskedAfterAVeto() {
		List<String> asked = new ArrayList<>();
		SemanticGuard first = new NamedGuard("first", (comparison) -> {
			asked.add("first");
			return new Verdict.Veto(1, "no", List.of());
		});
		SemanticGuard second = new NamedGuard("second", (comparison) -> {
			asked.add("second");
			return Verdict.Pass.CLEAR;
		});
		Decision judgement = new SemanticJudge(List.of(first, second), SURE, 0).judge(this.same);
		assertThat(asked).containsExactly("first", "second");
		assertThat(judgement.vetoedBy()).containsExactly("first");
		assertThat(judgement.serve()).isFalse();
	}

	@Test
	void aScorerThatThrowsServesNothing() {
		EquivalenceScorer broken = (comparison, findings) -> {
			throw new IllegalStateException("no weights");
		};
		assertThat(new SemanticJudge(List.of(), broken, 0.5).judge(this.same).serve()).isFalse();
	}

	@Test
	void theBarDecidesWhereNoGuardVetoes() {
		EquivalenceScorer doubtful = (comparison, findings) -> new Score(0.7, List.of());
		assertThat(new SemanticJudge(List.of(), doubtful, 0.7).judge(this.same).serve()).isTrue();
		assertThat(new SemanticJudge(List.of(), doubtful, 0.71).judge(this.same).serve()).isFalse();
	}

	@Test
	void aLanguageThatIsNotUnderstoodGetsTheStrictBar() {
		Comparison french = Corpus.compare("Combien coûte le billet pour les adultes ?",
				"Quel est le prix du billet pour les adultes ?");
		Decision judgement = SemanticJudge.standard(Preset.LENIENT).judge(french);
		assertThat(judgement.bar()).isEqualTo(Preset.STRICT.bar());
		assertThat(SemanticJudge.standard(Preset.LENIENT).judge(this.same).bar()).isEqualTo(Preset.LENIENT.bar());
	}

	@Test
	void thePresetsAreInOrder() {
		assertThat(Preset.STRICT.bar()).isGreaterThan(Preset.BALANCED.bar()).isLessThan(1);
		assertThat(Preset.BALANCED.bar()).isGreaterThan(Preset.LENIENT.bar());
		assertThat(Preset.LENIENT.bar()).isGreaterThan(0.5);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, 1.1, Double.NaN })
	void aBarIsAProbability(double bar) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SemanticJudge(List.of(), SURE, bar));
	}

	@Test
	void evidencePointsAtTheWords() {
		String cached = "Is the limit 200 euros a day?";
		String asked = "Is the limit 2,000 euros a day?";
		Decision judgement = SemanticJudge.standard(Preset.STRICT).judge(Corpus.compare(cached, asked));
		assertThat(judgement.vetoedBy()).containsExactly("number");
		Evidence evidence = judgement.findings()
			.stream()
			.filter(GuardFinding::vetoes)
			.findFirst()
			.orElseThrow()
			.verdict()
			.evidence()
			.get(0);
		assertThat(evidence.cached().of(cached)).isEqualTo("200 euros");
		assertThat(evidence.asked().of(asked)).isEqualTo("2,000 euros");
	}

	@Test
	void contributionsAddUpToTheScore() {
		Decision judgement = SemanticJudge.standard(Preset.STRICT)
			.judge(Corpus.compare("Can I wear sandals in the lab?", "Why can I not wear boots in the lab?"));
		assertThat(judgement.score().contributions()).isNotEmpty()
			.allSatisfy((contribution) -> assertThat(contribution.contribution()).isNegative())
			.isSortedAccordingTo((a, b) -> Double.compare(a.contribution(), b.contribution()));
	}

	/** More distance never makes serving more likely. */
	@Test
	void aSmallerCosineIsNeverBetter() {
		QuestionAnalyzer analyzer = new QuestionAnalyzer();
		double before = 1;
		for (double cosine = 1; cosine >= -1; cosine -= 0.05) {
			Comparison comparison = new Comparison(analyzer.analyze("How do I buy shares?"),
					analyzer.analyze("How can I purchase shares?"), cosine);
			double probability = SemanticJudge.standard(Preset.STRICT).judge(comparison).score().probability();
			assertThat(probability).isLessThanOrEqualTo(before);
			before = probability;
		}
		assertThat(before).isLessThan(Preset.LENIENT.bar());
	}

	@Test
	void theStandardGuardsHaveNamesOfTheirOwn() {
		assertThat(Guards.standard()).extracting(SemanticGuard::name)
			.doesNotHaveDuplicates()
			.allSatisfy((name) -> assertThat(name).matches("[a-z-]+"));
	}

	private static Verdict recurse(Comparison comparison) {
		return recurse(comparison);
	}

	/**
	 * A guard of one method.
	 */
	private record NamedGuard(String name,
			java.util.function.Function<Comparison, Verdict> verdict) implements SemanticGuard {

		@Override
		public Verdict examine(Comparison comparison) {
			return this.verdict.apply(comparison);
		}

	}

}
