package io.github.claudecache.judgement.guard;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.claudecache.judgement.language.Operators;

/**
 * The guards that the cache uses by default.
 *
 * @since 0.1.0
 */
public final class Guards {

	/** A difference that alone decides. */
	private static final double FULL = 1;

	private Guards() {
	}

	/**
	 * All of them. Those that are rarely wrong about pairs with the same answer veto at
	 * full strength, the others inform the score; the command that fits the weights
	 * prints how often each one is wrong.
	 * @return new guards
	 */
	public static List<SemanticGuard> standard() {
		return List.of(new NegationGuard(FULL), new OppositeGuard(FULL), new ActionGuard(FULL), new SiblingGuard(FULL),
				new EntityGuard(FULL), EntityGuard.ofCode(FULL), new NumberGuard(FULL), new UnitGuard(FULL),
				new MomentGuard(FULL), new DirectionGuard(FULL), new ComparativeGuard(FULL),
				new OperatorGuard(Operators.QUANTIFIER, FULL), new OperatorGuard(Operators.BOUND, FULL),
				new OperatorGuard(Operators.TEMPORAL, FULL), new OperatorGuard(Operators.CONDITION, FULL),
				new OperatorGuard(Operators.DEIXIS, ConflictGuard.NEVER), new OperatorGuard(Operators.AGGREGATE, FULL),
				new OperatorGuard(Operators.ENVIRONMENT, FULL), new OperatorGuard(Operators.FORM, FULL),
				new ModalityGuard(FULL), new TenseGuard(FULL), new AnswerKindGuard(ConflictGuard.NEVER),
				new PerspectiveGuard(FULL));
	}

	/**
	 * All of them and others. One that has the name of a standard guard takes its place,
	 * the others are asked behind them, in their order.
	 * @param own the other guards
	 * @return the standard guards that are left, and the others
	 * @throws IllegalArgumentException if two of the others have the same name
	 */
	public static List<SemanticGuard> standardWith(List<? extends SemanticGuard> own) {
		Map<String, SemanticGuard> guards = new LinkedHashMap<>();
		standard().forEach((guard) -> guards.put(guard.name(), guard));
		Set<String> names = new HashSet<>();
		for (SemanticGuard guard : own) {
			if (!names.add(guard.name())) {
				throw new IllegalArgumentException("There are two guards named '" + guard.name() + "'");
			}
			guards.put(guard.name(), guard);
		}
		return List.copyOf(guards.values());
	}

}
