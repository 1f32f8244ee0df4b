package io.github.claudecache.judgement;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.guard.SemanticGuard;
import io.github.claudecache.judgement.score.EquivalenceScorer;
import io.github.claudecache.judgement.score.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The judgement of pairs that an embedder finds alike: traps of every family, and
 * questions that do mean the same.
 */
class CorpusTests {

	/** The share of traps that may be served: with a real embedder it is smaller. */
	private static final double FALSE_HITS = 0.07;

	private static final double KEPT = 0.8;

	/** It only informs the score, so that alone it decides nothing. */
	private static final String INFORMING = "deixis";

	private final List<Corpus.Entry> corpus = Corpus.entries();

	private final SemanticJudge judge = SemanticJudge.standard(Preset.BALANCED);

	@Test
	void itHasPairsOfEveryKind() {
		assertThat(this.corpus).hasSizeGreaterThanOrEqualTo(300);
		assertThat(this.corpus).filteredOn(Corpus.Entry::same).hasSizeGreaterThan(120);
		assertThat(this.corpus).extracting(Corpus.Entry::family)
			.contains("reported", "negation", "antonym", "entity", "number", "unit", "version", "date", "direction",
					"comparative", "quantifier", "condition", "modality", "tense", "answer-kind", "outcome", "temporal",
					"moved-negation", "beneficiary", "code", "environment", "aggregate", "form", "part", "follow-up",
					"deixis", "german", "spanish", "japanese", "other-language");
		assertThat(this.corpus).doesNotHaveDuplicates();
	}

	@Test
	void trapsAreNotServedAndMostRewordingsAre() {
		List<Corpus.Entry> served = this.corpus.stream().filter((entry) -> !entry.same()).filter(this::serves).toList();
		assertThat(served).as("traps served").hasSizeLessThanOrEqualTo((int) (FALSE_HITS * traps().size()));
		long kept = this.corpus.stream().filter(Corpus.Entry::same).filter(this::serves).count();
		long rewordings = this.corpus.size() - traps().size();
		assertThat((double) kept / rewordings).as("rewordings served").isGreaterThan(KEPT);
	}

	@Test
	void thePairsThatWereReportedAreNotServed() {
		assertThat(this.corpus).filteredOn((entry) -> entry.family().equals("reported") && !entry.same())
			.hasSize(4)
			.noneMatch(this::serves);
	}

	@Test
	void meaningIsSymmetric() {
		Set<String> differing = new TreeSet<>();
		for (Corpus.Entry entry : this.corpus) {
			List<Boolean> vetoed = entry.comparisons()
				.stream()
				.map((comparison) -> this.judge.judge(comparison).vetoedBy().isEmpty())
				.distinct()
				.toList();
			if (vetoed.size() > 1) {
				differing.add(entry.first() + " / " + entry.second());
			}
		}
		assertThat(differing).isEmpty();
	}

	/**
	 * Each guard earns its place: without it, pairs that it alone kept back are served.
	 */
	@ParameterizedTest
	@MethodSource("vetoing")
	void withoutAGuardFalseHitsComeBack(String name) {
		List<SemanticGuard> others = Guards.standard()
			.stream()
			.filter((guard) -> !guard.name().equals(name))
			.collect(Collectors.toList());
		double bar = 0.5;
		SemanticJudge all = new SemanticJudge(Guards.standard(), EquivalenceScorer.standard(), bar);
		SemanticJudge without = new SemanticJudge(others, EquivalenceScorer.standard(), bar);
		List<Comparison> cameBack = traps().stream()
			.flatMap((entry) -> Stream.concat(entry.comparisons(0.96).stream(), entry.comparisons().stream()))
			.filter((comparison) -> !all.judge(comparison).serve() && without.judge(comparison).serve())
			.toList();
		assertThat(cameBack).as("false hits without the guard " + name).isNotEmpty();
	}

	static Stream<String> vetoing() {
		return Guards.standard().stream().map(SemanticGuard::name).filter((name) -> !INFORMING.equals(name));
	}

	private List<Corpus.Entry> traps() {
		return this.corpus.stream().filter((entry) -> !entry.same()).toList();
	}

	private boolean serves(Corpus.Entry entry) {
		return entry.comparisons().stream().anyMatch((comparison) -> this.judge.judge(comparison).serve());
	}

}
