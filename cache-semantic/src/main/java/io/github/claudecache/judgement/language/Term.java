package io.github.claudecache.judgement.language;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A unit of content of a question: a word, a name, a piece of code, or the concept of a
 * phrase. Immutable.
 *
 * @since 0.1.0
 */
public final class Term {

	private static final Set<String> REVERSING = Set.of("un", "non", "de", "dis", "des");

	private static final Set<String> NOT_REVERSED = Set.of("discover", "discount", "display", "discard", "depart",
			"design", "delight", "debit", "deport", "device", "detail", "under", "until", "unit", "disease", "deposit");

	private final String concept;

	private final String text;

	private final boolean negated;

	private final Kind kind;

	private final String role;

	private final String head;

	private final boolean conditional;

	private final double weight;

	private final int start;

	private final int end;

	private final @Nullable Lexeme lexeme;

	private final int[] groups;

	private final int[] opposites;

	Term(Item item, String text, Kind kind, String role, String head, boolean conditional, double weight,
			@Nullable Lexeme lexeme) {
		this.concept = item.lemma();
		this.text = text;
		this.negated = item.negated();
		this.kind = kind;
		this.role = role;
		this.head = head;
		this.conditional = conditional;
		this.weight = weight;
		this.start = item.token().start();
		this.end = item.token().end();
		this.lexeme = lexeme;
		this.groups = Thesaurus.groups(this.concept);
		this.opposites = Thesaurus.opposites(this.concept);
	}

	/**
	 * The canonical word.
	 * @return in lower case, except for code
	 */
	public String concept() {
		return this.concept;
	}

	/**
	 * The words of the question.
	 * @return the piece of text
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Whether the concept is meant in the opposite, as in "incompatible", or is the one
	 * that is ruled out, as in "without a receipt". A negation of the whole clause is a
	 * mark of the question only.
	 * @return whether
	 */
	public boolean negated() {
		return this.negated;
	}

	/**
	 * What it is.
	 * @return its kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Its part in the sentence.
	 * @return subject, object, verb or the preposition before it
	 */
	public String role() {
		return this.role;
	}

	/**
	 * The verb that it belongs to.
	 * @return its lemma; empty if there is none
	 */
	public String head() {
		return this.head;
	}

	/**
	 * Whether it belongs to a condition.
	 * @return whether
	 */
	public boolean conditional() {
		return this.conditional;
	}

	/**
	 * How much it says.
	 * @return above 0, about 1 for a usual noun
	 */
	public double weight() {
		return this.weight;
	}

	/**
	 * Where it begins in the question.
	 * @return a position in chars
	 */
	public int start() {
		return this.start;
	}

	/**
	 * Where it ends in the question.
	 * @return a position in chars, exclusive
	 */
	public int end() {
		return this.end;
	}

	/**
	 * Whether the lexicon knows it as a verb.
	 * @return whether
	 */
	public boolean verb() {
		return this.lexeme != null && this.lexeme.is('v');
	}

	/**
	 * How it stands to another term, whatever is negated: negations are counted as marks
	 * of the question.
	 * @param other a term of another question
	 * @return the closest relation known
	 */
	public Relation to(Term other) {
		if (this.concept.equals(other.concept)) {
			return Relation.SAME;
		}
		if (exact() || other.exact()) {
			return Relation.NONE;
		}
		if (reverses(this.concept, other.concept) || reverses(other.concept, this.concept)) {
			return Relation.OPPOSITE;
		}
		if (Lexeme.meet(this.opposites, other.groups)) {
			return Relation.OPPOSITE;
		}
		if (Lexeme.meet(this.groups, other.groups)) {
			return Relation.SYNONYM;
		}
		if (this.lexeme == null || other.lexeme == null) {
			return slip(other) ? Relation.SYNONYM : Relation.NONE;
		}
		return inLexicon(this.lexeme, other.lexeme);
	}

	private static Relation inLexicon(Lexeme left, Lexeme right) {
		if (left.opposes(right)) {
			return Relation.OPPOSITE;
		}
		if (left.derives(right)) {
			return Relation.DERIVED;
		}
		if (left.sameSense(right)) {
			return Relation.SENSE;
		}
		if (left.above(right) || right.above(left)) {
			return Relation.BROADER;
		}
		return (left.is('n') && right.is('n') && left.sibling(right)) ? Relation.SIBLING : Relation.NONE;
	}

	private boolean exact() {
		return this.kind == Kind.CODE || this.kind == Kind.QUOTED;
	}

	/** Two unknown words in lower case that differ by one letter of many. */
	private boolean slip(Term other) {
		if (this.kind == Kind.NAME || other.kind == Kind.NAME
				|| Math.min(this.concept.length(), other.concept.length()) < 6
				|| Math.abs(this.concept.length() - other.concept.length()) > 1) {
			return false;
		}
		int common = 0;
		int shorter = Math.min(this.concept.length(), other.concept.length());
		while (common < shorter && this.concept.charAt(common) == other.concept.charAt(common)) {
			common++;
		}
		int tail = 0;
		while (tail < shorter - common && this.concept.charAt(this.concept.length() - 1 - tail) == other.concept
			.charAt(other.concept.length() - 1 - tail)) {
			tail++;
		}
		return common > 0 && common + tail >= Math.max(this.concept.length(), other.concept.length()) - 1;
	}

	private static boolean reverses(String longer, String shorter) {
		int prefix = longer.length() - shorter.length();
		return prefix >= 2 && prefix <= 3 && shorter.length() >= 3 && longer.endsWith(shorter)
				&& REVERSING.contains(longer.substring(0, prefix)) && !NOT_REVERSED.contains(longer);
	}

	@Override
	public String toString() {
		return (this.negated ? "!" : "") + this.concept + "/" + this.role;
	}

	/**
	 * What a term is.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/** A word of the language, or the concept of a phrase. */
		WORD,

		/** A name: written with a capital, or not a word of the language. */
		NAME,

		/** Code, an identifier, an operator; compared letter by letter. */
		CODE,

		/** Text between quotation marks; compared letter by letter. */
		QUOTED

	}

}
