package io.github.claudecache.semantic.guard;

import java.util.List;

import io.github.claudecache.semantic.language.Operators;

/**
 * The guards that the cache uses by default.
 *
 * @since 0.1.0
 */
public final class Guards {

	private Guards() {
	}

	/**
	 * All of them.
	 * @return new guards
	 */
	public static List<SemanticGuard> standard() {
		return List.of(new NegationGuard(ConflictGuard.NEVER), new OppositeGuard(ConflictGuard.NEVER), new ActionGuard(ConflictGuard.NEVER),
				new SiblingGuard(ConflictGuard.NEVER), new EntityGuard(ConflictGuard.NEVER),
				EntityGuard.ofCode(ConflictGuard.NEVER), new NumberGuard(ConflictGuard.NEVER),
				new UnitGuard(ConflictGuard.NEVER), new MomentGuard(ConflictGuard.NEVER),
				new DirectionGuard(ConflictGuard.NEVER), new ComparativeGuard(ConflictGuard.NEVER),
				new OperatorGuard(Operators.QUANTIFIER, ConflictGuard.NEVER),
				new OperatorGuard(Operators.BOUND, ConflictGuard.NEVER),
				new OperatorGuard(Operators.TEMPORAL, ConflictGuard.NEVER),
				new OperatorGuard(Operators.CONDITION, ConflictGuard.NEVER),
				new OperatorGuard(Operators.DEIXIS, ConflictGuard.NEVER),
				new OperatorGuard(Operators.AGGREGATE, ConflictGuard.NEVER),
				new OperatorGuard(Operators.ENVIRONMENT, ConflictGuard.NEVER),
				new OperatorGuard(Operators.FORM, ConflictGuard.NEVER), new ModalityGuard(ConflictGuard.NEVER),
				new TenseGuard(ConflictGuard.NEVER), new AnswerKindGuard(ConflictGuard.NEVER),
				new PerspectiveGuard(ConflictGuard.NEVER));
	}

}
