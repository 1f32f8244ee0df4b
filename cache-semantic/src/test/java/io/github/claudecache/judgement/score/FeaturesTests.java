package io.github.claudecache.judgement.score;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

import io.github.claudecache.judgement.Corpus;
import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.GuardChain;
import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.guard.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FeaturesTests {

	private final GuardChain guards = new GuardChain(Guards.standard());

	/**
	 * Weights belong to the features they were fitted with. Whoever changes a feature
	 * fits anew ("train") and then writes down here what it is now.
	 */
	@Test
	void theFeaturesAreThoseThatTheWeightsWereFittedWith() throws IOException {
		for (String line : golden()) {
			String[] fields = line.split("\t");
			Comparison close = Corpus.compare(fields[0], fields[1]);
			Comparison comparison = new Comparison(close.cached(), close.asked(), 0.9);
			assertThat(written(Features.of(comparison, this.guards.examine(comparison)))).as(fields[0])
				.isEqualTo(fields[2]);
		}
	}

	@Test
	void noFeatureIsBelowZeroAndEqualQuestionsDifferInNothing() {
		for (Corpus.Entry entry : Corpus.entries()) {
			for (Comparison comparison : entry.comparisons()) {
				assertThat(Features.of(comparison, this.guards.examine(comparison))).hasSize(Features.names().size())
					.satisfies((features) -> {
						for (double feature : features) {
							assertThat(feature).isNotNegative();
						}
					});
			}
		}
		Comparison equal = Corpus.compare("How do I buy shares?", "How do I buy shares?");
		double[] features = Features.of(new Comparison(equal.cached(), equal.asked(), 1), this.guards.examine(equal));
		assertThat(features).containsOnly(0.0);
	}

	@Test
	void aGuardOfTheApplicationDoesNotChangeTheScore() {
		Comparison comparison = Corpus.compare("How do I buy shares?", "How can I purchase shares?");
		double[] without = Features.of(comparison, List.of());
		double[] with = Features.of(comparison,
				List.of(new GuardFinding("of-the-application", new Verdict.Pass(1, List.of()))));
		assertThat(with).isEqualTo(without);
	}

	@Test
	void namesDiffer() {
		assertThat(Features.names()).doesNotHaveDuplicates().hasSizeGreaterThan(35);
	}

	private static List<String> golden() throws IOException {
		try (InputStream file = Corpus.class.getResourceAsStream("golden-features.tsv")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("#"))
				.toList();
		}
	}

	private static String written(double[] features) {
		StringJoiner text = new StringJoiner(" ");
		for (int i = 0; i < features.length; i++) {
			if (features[i] != 0) {
				text.add(String.format(Locale.ROOT, "%s=%.4f", Features.names().get(i), features[i]));
			}
		}
		return text.toString();
	}

}
