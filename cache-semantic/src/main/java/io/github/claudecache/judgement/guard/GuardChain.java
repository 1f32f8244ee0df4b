package io.github.claudecache.judgement.guard;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.judgement.comparison.Comparison;

/**
 * Asks every guard. One that throws has vetoed: what nobody could check is not served;
 * the veto's reason says what was thrown.
 *
 * @since 0.1.0
 */
public final class GuardChain {

	private final List<SemanticGuard> guards;

	/**
	 * Makes a chain.
	 * @param guards the guards, in the order in which they are asked and shown
	 */
	public GuardChain(List<? extends SemanticGuard> guards) {
		this.guards = List.copyOf(guards);
	}

	/**
	 * Asks all guards, also behind the first veto, so that an explanation is complete.
	 * @param comparison the two questions
	 * @return what each says
	 */
	public List<GuardFinding> examine(Comparison comparison) {
		List<GuardFinding> findings = new ArrayList<>(this.guards.size());
		for (SemanticGuard guard : this.guards) {
			findings.add(new GuardFinding(guard.name(), examine(guard, comparison)));
		}
		return findings;
	}

	private static Verdict examine(SemanticGuard guard, Comparison comparison) {
		try {
			return guard.examine(comparison);
		}
		catch (RuntimeException | StackOverflowError | LinkageError ex) {
			return new Verdict.Veto(1, "the guard failed: " + ex, List.of());
		}
	}

}
