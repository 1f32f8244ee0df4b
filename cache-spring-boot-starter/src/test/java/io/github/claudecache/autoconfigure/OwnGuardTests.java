package io.github.claudecache.autoconfigure;

import java.util.List;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.SemanticGuard;
import io.github.claudecache.judgement.guard.Verdict;
import io.github.claudecache.judgement.score.EquivalenceScorer;
import io.github.claudecache.judgement.score.Score;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A guard of the application is asked beside the standard ones, or in the place of the
 * one whose name it has; its scorer takes the place of the shipped one.
 */
class OwnGuardTests {

	private static final String SAME = "Please, how do I renew a library card?";

	private static final String OPPOSITE = "How do I not renew a library card?";

	private final ApplicationContextRunner runner = OtherWordings.application();

	@Test
	void withoutOneTheStandardGuardsDecide() {
		OtherWordings.assertOutcome(this.runner, SAME, Outcome.SEMANTIC);
		OtherWordings.assertOutcome(this.runner, OPPOSITE, Outcome.MISS);
	}

	@Test
	void oneMoreVetoes() {
		OtherWordings.assertOutcome(
				this.runner.withBean(SemanticGuard.class,
						() -> guard("house-rule", new Verdict.Veto(1, "not in this house", List.of()))),
				SAME, Outcome.MISS);
	}

	@Test
	void oneThatThrowsVetoes() {
		OtherWordings.assertOutcome(this.runner.withBean(SemanticGuard.class, () -> guard("broken", null)), SAME,
				Outcome.MISS);
	}

	@Test
	void oneOfTheSameNameTakesThePlaceOfTheStandardOne() {
		ApplicationContextRunner sure = this.runner.withBean(EquivalenceScorer.class,
				() -> (comparison, findings) -> new Score(1, List.of()));
		OtherWordings.assertOutcome(sure, OPPOSITE, Outcome.MISS);
		OtherWordings.assertOutcome(sure.withBean(SemanticGuard.class, () -> guard("negation", Verdict.Pass.CLEAR)),
				OPPOSITE, Outcome.SEMANTIC);
	}

	@Test
	void aScorerOfTheApplicationTakesThePlaceOfTheShippedOne() {
		OtherWordings.assertOutcome(
				this.runner.withBean(EquivalenceScorer.class, () -> (comparison, findings) -> Score.FAILED), SAME,
				Outcome.MISS);
	}

	@Test
	void twoOfTheSameNameAreRefusedAtTheStart() {
		this.runner.withBean("one", SemanticGuard.class, () -> guard("house-rule", Verdict.Pass.CLEAR))
			.withBean("other", SemanticGuard.class, () -> guard("house-rule", Verdict.Pass.CLEAR))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("two guards named 'house-rule'"));
	}

	private static SemanticGuard guard(String name, Verdict verdict) {
		return new SemanticGuard() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public Verdict examine(Comparison comparison) {
				if (verdict == null) {
					throw new IllegalStateException("This guard is broken");
				}
				return verdict;
			}

		};
	}

}
