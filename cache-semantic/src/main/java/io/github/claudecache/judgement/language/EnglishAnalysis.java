package io.github.claudecache.judgement.language;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.judgement.language.Comparative.Degree;
import org.jspecify.annotations.Nullable;

/**
 * One English question on its way from items to what it says.
 */
final class EnglishAnalysis {

	private static final Morphology MORPHOLOGY = new Morphology(Lexicon.english());

	private static final double CONTEXT = 0.3;

	private static final double LIGHT = 0.25;

	private static final double NAME = 1.3;

	private final String text;

	private final String plain;

	private final List<Item> items;

	private final Clauses clauses;

	private final boolean[] used;

	private final Roles roles;

	private final List<Term> terms = new ArrayList<>();

	private final List<Mark> marks = new ArrayList<>();

	private final List<Comparative> comparatives = new ArrayList<>();

	EnglishAnalysis(EnglishText text) {
		this.text = text.text();
		this.plain = Tokenizer.plain(this.text);
		this.items = text.items();
		this.clauses = text.clauses();
		this.used = new boolean[this.items.size()];
		this.roles = Roles.of(this.items);
	}

	AnalyzedQuestion result(OpenedQuestion opened) {
		List<Moment> moments = MomentReader.read(this.items, this.used);
		List<Quantity> quantities = QuantityReader.read(this.items, this.used, false);
		for (int i = 0; i < this.items.size(); i++) {
			if (!this.used[i] || currency(i)) {
				read(i, this.items.get(i));
			}
		}
		Sentence sentence = Sentence.of(this.items, this.clauses, this.roles);
		return new AnalyzedQuestion(this.text, Language.ENGLISH, opened.canonical(), this.terms, quantities, moments,
				this.marks, this.comparatives, sentence.asks(), sentence.modality(), sentence.tense(),
				sentence.perspective(), opened.standsAlone(), true);
	}

	/** A currency without a number has a part in the sentence: from yen to euros. */
	private boolean currency(int index) {
		return this.items.get(index).word() && NumberWords.currency(this.items.get(index).lower())
				&& (index == 0 || !this.used[index - 1]);
	}

	private void read(int index, Item item) {
		if (item.ends() || item.mark()) {
			return;
		}
		boolean conditional = this.clauses.conditional(index);
		boolean main = this.clauses.main(index);
		compare(index, item);
		if (item.word() && (main || bounds(item))) {
			operators(index, item, conditional);
		}
		if (!item.word() || !FunctionWords.function(item.lemma()) || particle(index, item)) {
			term(index, item);
		}
	}

	/** Up and down say something where nothing follows that they govern. */
	private boolean particle(int index, Item item) {
		if (!Words.oneOf(item.lower(), "up", "down", "on", "off", "in", "out")) {
			return false;
		}
		Item next = (index + 1 < this.items.size()) ? this.items.get(index + 1) : null;
		return next == null || next.ends() || FunctionWords.preposition(next.lemma()) && !next.is("of")
				|| next.is("currently") || next.pos() == PartOfSpeech.ADVERB;
	}

	private void operators(int index, Item item, boolean conditional) {
		for (Operators family : Operators.families(item.lemma())) {
			if (family == Operators.DEIXIS
					&& (Words.oneOf(item.lower(), "it", "there") ? expletive(index) : determines(index))) {
				continue;
			}
			if (family == Operators.NEGATION && rhetorical(index)) {
				continue;
			}
			this.marks.add(new Mark(family, excludes(index) ? "without" : item.lemma(), target(index), conditional,
					item.token().start(), item.token().end()));
		}
		boolean freeOf = item.is("free") && index > 0
				&& item.token().start() == this.items.get(index - 1).token().end() + 1
				&& this.text.charAt(item.token().start() - 1) == '-';
		if (item.negated() || freeOf) {
			this.marks.add(new Mark(Operators.NEGATION, "non", target(index), conditional, item.token().start(),
					item.token().end()));
		}
	}

	/** What bounds a number counts wherever it stands, as the number does. */
	private static boolean bounds(Item item) {
		return Operators.families(item.lemma()).contains(Operators.BOUND);
	}

	/** "It" and "there" behind "is" point at nothing: is it safe, is there a fee. */
	private boolean expletive(int index) {
		return index > 0 && this.items.get(index - 1).is("be") && determines(index)
				|| index + 1 < this.items.size() && this.items.get(index + 1).is("be")
						&& this.items.get(index).is("there")
				|| index > 0 && this.items.get(index).is("there") && this.items.get(index - 1).is("be");
	}

	/** "Isn't there a fee?" asks the same as "Is there a fee?". */
	private boolean rhetorical(int index) {
		boolean first = index == 1 || index > 1 && this.items.get(index - 2).ends();
		return first && index + 1 < this.items.size() && FunctionWords.auxiliary(this.items.get(index - 1).lemma())
				&& FunctionWords.subject(this.items.get(index + 1).lemma());
	}

	/** What an operator operates on: the next word of content. */
	private String target(int index) {
		for (int i = index + 1; i < this.items.size() && !this.items.get(i).ends(); i++) {
			if (!this.used[i] && this.items.get(i).word() && !this.items.get(i).mark()
					&& !FunctionWords.function(this.items.get(i).lemma())) {
				return this.items.get(i).lemma();
			}
		}
		return "";
	}

	private boolean determines(int index) {
		return index + 1 < this.items.size() && this.items.get(index + 1).word()
				&& !FunctionWords.function(this.items.get(index + 1).lemma());
	}

	private void compare(int index, Item item) {
		Thesaurus.Scale scale = Thesaurus.scale(item.lemma());
		boolean costs = item.phrase() && Words.oneOf(item.lemma(), "cheap", "expensive", "heavy", "light");
		if (scale == null || item.phrase() && !costs) {
			return;
		}
		String before = (index > 0) ? this.items.get(index - 1).lower() : "";
		boolean graded = Words.oneOf(item.lemma(), "more", "less", "most", "least");
		int sign = scale.sign() * (Words.oneOf(before, "less", "least") ? -1 : 1);
		Degree degree = costs ? Degree.COMPARATIVE : Degree.POSITIVE;
		if (Words.oneOf(before, "more", "less") || Words.oneOf(item.lower(), "better", "worse", "more", "less")
				|| (item.lower().endsWith("er") && !item.lower().equals(item.lemma()))) {
			degree = Degree.COMPARATIVE;
		}
		if (Words.oneOf(before, "most", "least") || Words.oneOf(item.lower(), "best", "worst", "most", "least")
				|| (item.lower().endsWith("est") && !item.lower().equals(item.lemma()))
				|| Words.oneOf(item.lemma(), "earliest", "latest")) {
			degree = Degree.SUPERLATIVE;
		}
		String dimension = graded ? measured(index, scale.dimension()) : scale.dimension();
		boolean next = index + 1 < this.items.size() && Thesaurus.scale(this.items.get(index + 1).lemma()) != null;
		if (!(graded && next)) {
			this.comparatives.add(new Comparative(dimension, sign, degree, item.token().start(), item.token().end()));
		}
	}

	/** Costs less, weighs more, lasts longer. */
	private String measured(int index, String otherwise) {
		for (int i = Math.max(0, index - 2); i < Math.min(this.items.size(), index + 2); i++) {
			switch (this.items.get(i).lemma()) {
				case "cost", "price", "pay", "expensive", "cheap" -> {
					return "price";
				}
				case "weigh", "weight" -> {
					return "weight";
				}
				case "speed" -> {
					return "speed";
				}
				default -> {
				}
			}
		}
		return otherwise;
	}

	private void term(int index, Item item) {
		Item plain = currency(index) ? canonicalCurrency(item) : withoutPrefix(item);
		Lexeme lexeme = item.word() ? Lexicon.english().find(plain.lemma()) : null;
		Term.Kind kind = kind(index, item, lexeme);
		double weight = weight(plain, lexeme, kind) * (this.clauses.main(index) ? 1 : CONTEXT);
		if (plain.negated() && !item.negated() && this.clauses.main(index)) {
			this.marks.add(new Mark(Operators.NEGATION, "non", item.lemma(), this.clauses.conditional(index),
					item.token().start(), item.token().end()));
		}
		this.terms.add(new Term(excluded(index) ? plain.reversed() : plain,
				this.plain.substring(item.token().start(), item.token().end()), kind, this.roles.role(index),
				this.roles.head(index), this.clauses.conditional(index), weight, lexeme));
	}

	/**
	 * "Without its packaging", "and not in its packaging", "non-refundable": the negation
	 * is about this word and not about the clause.
	 */
	private boolean excluded(int index) {
		for (int i = index - 1; i >= 0; i--) {
			Item before = this.items.get(i);
			if (Words.oneOf(before.lemma(), "without", "no", "non") || excludes(i)) {
				return true;
			}
			if (before.ends() || before.mark() || before.is("not")
					|| !FunctionWords.function(before.lemma()) && before.pos() != PartOfSpeech.ADJECTIVE) {
				return false;
			}
		}
		return false;
	}

	/** A "not" that begins a part of the sentence: but not, and not. */
	private boolean excludes(int index) {
		return this.items.get(index).is("not") && index > 0 && (this.items.get(index - 1).ends()
				|| Words.oneOf(this.items.get(index - 1).lemma(), "and", "but", "or"));
	}

	private static Item canonicalCurrency(Item item) {
		NumberWords.Unit unit = NumberWords.unit(item.lower());
		return (unit == null) ? item
				: Item.of(item.token(), item.lower(), unit.dimension(), item.repaired(), item.pos());
	}

	/** Incompatible is not compatible; unlock stays, because it undoes. */
	private static Item withoutPrefix(Item item) {
		if (!item.word() || item.phrase()) {
			return item;
		}
		for (String prefix : List.of("un", "non", "in", "im", "ir", "il", "dis")) {
			String lower = item.lower();
			if (lower.startsWith(prefix) && lower.length() > prefix.length() + 3) {
				String rest = MORPHOLOGY.lemma(lower.substring(prefix.length()));
				Lexeme whole = Lexicon.english().find(lower);
				Lexeme stem = Lexicon.english().find(rest);
				Lexeme form = Lexicon.english().find(lower.substring(prefix.length()));
				if (stem == null || item.pos() == PartOfSpeech.VERB && whole != null && whole.is('v')) {
					continue;
				}
				boolean opposite = whole != null && (whole.opposes(stem) || form != null && whole.opposes(form));
				boolean coined = (whole == null || whole.is('a')) && (prefix.equals("un") || prefix.equals("non"));
				if (opposite || coined) {
					return new Item(item.token(), lower, rest, false, true, item.repaired(), item.pos());
				}
			}
		}
		return item;
	}

	private Term.Kind kind(int index, Item item, @Nullable Lexeme lexeme) {
		if (item.token().is(Token.Kind.QUOTED)) {
			return Term.Kind.QUOTED;
		}
		if (!item.word()) {
			return Term.Kind.CODE;
		}
		boolean first = index == 0 || this.items.get(index - 1).ends();
		boolean capital = item.token().capital() && !first && !item.phrase();
		return (capital || lexeme == null && !item.phrase() && !item.repaired()) ? Term.Kind.NAME : Term.Kind.WORD;
	}

	private static double weight(Item item, @Nullable Lexeme lexeme, Term.Kind kind) {
		if (FunctionWords.light(item.lemma())) {
			return LIGHT;
		}
		if (!Operators.families(item.lemma()).isEmpty()) {
			return 2 * LIGHT;
		}
		if (kind != Term.Kind.WORD) {
			return NAME;
		}
		int count = (lexeme != null) ? lexeme.count() : 0;
		return Math.max(0.5, 1.1 - 0.08 * Math.log1p(count));
	}

}
