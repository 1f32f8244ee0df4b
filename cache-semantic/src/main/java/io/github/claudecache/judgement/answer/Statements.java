package io.github.claudecache.judgement.answer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.claudecache.judgement.comparison.Alignment;
import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.GuardChain;
import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.guard.Guards;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.Language;
import io.github.claudecache.judgement.language.Moment;
import io.github.claudecache.judgement.language.Quantity;
import io.github.claudecache.judgement.language.Relation;
import io.github.claudecache.judgement.language.Term;
import io.github.claudecache.reason.AuditVerdict;

/**
 * Two statements, side by side.
 */
final class Statements {

	private static final GuardChain GUARDS = new GuardChain(Guards.standard());

	// Guards that speak of what is said. Who is addressed, in which mood and tense, and
	// which kind of answer is wanted matters for questions only.
	private static final Set<String> ABOUT_QUESTIONS = Set.of("perspective", "modality", "tense", "answer-kind",
			"deixis", "action");

	// Guards that speak of facts: here a difference on one side alone is one too.
	private static final Set<String> ABOUT_FACTS = Set.of("number", "unit", "moment", "negation", "opposite", "entity",
			"code", "kind");

	// Chosen on answers of our own writing; the test of the comparer says what comes of
	// them.

	private static final double ON_ONE_MATTER = 0.7;

	private static final double NEAR = 0.75;

	private static final double COVERED = 0.6;

	private static final double COVERED_IF_DENIED = 0.15;

	private static final double NEARLY_ALL = 0.12;

	private static final double CONTENT = 0.7;

	private static final double SLIGHT = 0.3;

	private static final double HALF = 0.55;

	private static final double FULL = 0.99;

	// Small words that guards of questions leave to the score.
	private static final Set<String> TURNING = Set.of("out", "up", "down", "off", "before", "after", "same", "next",
			"last", "first", "only", "with", "without", "above", "below", "over", "under", "except", "unless", "until",
			"both", "either", "other");

	private final Comparison comparison;

	private final Map<String, Double> strengths;

	Statements(Comparison comparison) {
		this.comparison = comparison;
		this.strengths = GUARDS.examine(comparison)
			.stream()
			.collect(Collectors.toMap(GuardFinding::guard, (finding) -> finding.verdict().strength(), Math::max));
	}

	AuditVerdict verdict() {
		if (this.comparison.cosine() < ON_ONE_MATTER) {
			return AuditVerdict.UNDECIDED;
		}
		if (contradict()) {
			return AuditVerdict.DIFFERENT;
		}
		return agree() ? AuditVerdict.SAME : AuditVerdict.UNDECIDED;
	}

	private boolean agree() {
		Alignment alignment = this.comparison.alignment();
		boolean english = this.comparison.cached().language() == Language.ENGLISH
				&& this.comparison.asked().language() == Language.ENGLISH;
		// What is denied must be the same too, and that is known of equal words only.
		double covered = (negations(true) + negations(false) > 0) ? COVERED_IF_DENIED : COVERED;
		return english && this.comparison.cosine() >= NEAR && uncovered() <= covered && alignment.conflicts().isEmpty()
				&& !(says(alignment.cachedOnly()) && says(alignment.askedOnly())) && !loose(alignment) && !turned()
				&& this.strengths.entrySet().stream().allMatch(Statements::slight);
	}

	private static boolean slight(Map.Entry<String, Double> found) {
		return ABOUT_QUESTIONS.contains(found.getKey())
				|| found.getValue() < (ABOUT_FACTS.contains(found.getKey()) ? SLIGHT : HALF);
	}

	// One thing in the place of another.
	private static boolean says(List<Term> terms) {
		return terms.stream().anyMatch((term) -> term.weight() >= CONTENT);
	}

	// Blue and green are both colours: a question may mean either, an answer does not.
	private boolean loose(Alignment alignment) {
		return alignment.matches().stream().anyMatch((pair) -> pair.relation().credit() < Relation.SYNONYM.credit());
	}

	private boolean turned() {
		Set<String> served = turns(this.comparison.cached());
		return !served.equals(turns(this.comparison.asked()));
	}

	private static Set<String> turns(AnalyzedQuestion statement) {
		return Arrays.stream(statement.text().toLowerCase(Locale.ROOT).split("[^a-z]+"))
			.filter(TURNING::contains)
			.collect(Collectors.toSet());
	}

	private boolean contradict() {
		return figures() || moments() || denied();
	}

	private int negations(boolean served) {
		AnalyzedQuestion statement = served ? this.comparison.cached() : this.comparison.asked();
		return statement.negations(false) + statement.negations(true);
	}

	private double uncovered() {
		Alignment alignment = this.comparison.alignment();
		return Math.max(alignment.uncovered(true) / Math.max(alignment.weight(true), 0.1),
				alignment.uncovered(false) / Math.max(alignment.weight(false), 0.1));
	}

	private boolean denied() {
		return negations(true) + negations(false) == 1 && this.strengths.getOrDefault("negation", 0.0) >= FULL
				&& uncovered() <= NEARLY_ALL && !turned();
	}

	// Each side has a figure of one kind that the other one has not.
	private boolean figures() {
		List<Quantity> served = this.comparison.cached().quantities();
		List<Quantity> fresh = this.comparison.asked().quantities();
		for (Quantity left : served) {
			for (Quantity right : fresh) {
				if (counts(left) && counts(right) && left.dimension().equals(right.dimension())
						&& (!left.dimension().isEmpty() || left.noun() != null && left.noun().equals(right.noun()))
						&& fresh.stream().noneMatch(left::same) && served.stream().noneMatch(right::same)) {
					return true;
				}
			}
		}
		return false;
	}

	private static boolean counts(Quantity quantity) {
		return !quantity.unitOnly() && !quantity.value().equals("1");
	}

	private boolean moments() {
		List<Moment> served = this.comparison.cached().moments();
		List<Moment> fresh = this.comparison.asked().moments();
		return served.stream()
			.anyMatch((left) -> fresh.stream()
				.anyMatch((right) -> left.field() == right.field() && !has(fresh, left) && !has(served, right)));
	}

	private static boolean has(List<Moment> moments, Moment other) {
		return moments.stream()
			.anyMatch((moment) -> moment.field() == other.field() && moment.value() == other.value());
	}

}
