package io.github.claudecache.judgement.language;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a sentence does: what it asks, in which mode and tense, and whose matter it is.
 *
 * @param asks what it asks
 * @param modality its mode
 * @param tense its tense
 * @param perspective whose matter it is
 */
record Sentence(Asks asks, Modality modality, Tense tense, Perspective perspective) {

	private static final Set<String> RELATIVES = Set.of("son", "daughter", "child", "wife", "husband", "partner",
			"spouse", "mother", "father", "mom", "dad", "parent", "friend", "colleague", "boss", "manager", "team",
			"family", "brother", "sister", "grandmother", "grandfather", "customer", "guest", "student", "employee",
			"someone", "somebody");

	static Sentence of(List<Item> items, Clauses clauses, Roles roles) {
		Asks asks = asks(items, clauses);
		return new Sentence(asks, modality(items, clauses), tense(items, clauses, roles), perspective(items, clauses));
	}

	private static Asks asks(List<Item> items, Clauses clauses) {
		Asks best = null;
		boolean all = noMain(items, clauses);
		for (int i = 0; i < items.size(); i++) {
			Item item = items.get(i);
			if (!clauses.main(i) && !all) {
				continue;
			}
			Asks asks = item.mark() ? Asks.marked(item.lemma()) : question(items, i);
			if (asks != null && (best == null || asks.specific() && !best.specific())) {
				best = asks;
			}
		}
		return (best != null) ? best : plain(items, clauses);
	}

	private static boolean noMain(List<Item> items, Clauses clauses) {
		for (int i = 0; i < items.size(); i++) {
			if (clauses.main(i) && !items.get(i).ends()) {
				return false;
			}
		}
		return true;
	}

	/** A question word that is not part of a phrase: only before its verb it asks. */
	private static @Nullable Asks question(List<Item> items, int index) {
		Item item = items.get(index);
		if (Clauses.asksWhen(items, index)) {
			return Asks.WHEN;
		}
		return item.is("how") ? Asks.HOW : null;
	}

	private static Asks plain(List<Item> items, Clauses clauses) {
		for (int i = 0; i < items.size(); i++) {
			Item item = items.get(i);
			if (item.ends() || !clauses.main(i) || clauses.conditional(i)) {
				continue;
			}
			if (FunctionWords.auxiliary(item.lemma())) {
				return Asks.WHETHER;
			}
			boolean imperative = !FunctionWords.function(item.lemma()) && item.lower().equals(item.lemma())
					&& Lexicon.english().has(item.lemma(), 'v');
			if (imperative) {
				return Asks.REQUEST;
			}
			break;
		}
		boolean asked = items.stream().anyMatch((item) -> item.token().text().equals("?"))
				&& items.stream().anyMatch((item) -> FunctionWords.auxiliary(item.lemma()));
		return asked ? Asks.WHETHER : Asks.STATEMENT;
	}

	private static Modality modality(List<Item> items, Clauses clauses) {
		Modality modality = Modality.NONE;
		boolean have = false;
		boolean could = false;
		boolean should = false;
		for (int i = 0; i < items.size(); i++) {
			if (!clauses.main(i) || clauses.conditional(i)) {
				continue;
			}
			Item item = items.get(i);
			String lower = item.lower();
			could |= lower.equals("could") || lower.equals("would") || lower.equals("might");
			should |= lower.equals("should");
			have |= lower.equals("have") && (could || should);
			Modality found = switch (item.lemma()) {
				case "@can", "can", "could", "may", "might", "able" -> Modality.CAN;
				case "@must", "must" -> Modality.MUST;
				case "@should", "should", "ought" -> Modality.SHOULD;
				case "need", "require", "mandatory", "necessary", "compulsory" ->
					(modality == Modality.NONE) ? Modality.MUST : Modality.NONE;
				default -> Modality.NONE;
			};
			if (found != Modality.NONE && (modality == Modality.NONE || found != Modality.CAN)) {
				modality = found;
			}
		}
		if (have) {
			return should ? Modality.SHOULD_HAVE : Modality.COULD_HAVE;
		}
		return modality;
	}

	private static Tense tense(List<Item> items, Clauses clauses, Roles roles) {
		boolean future = false;
		boolean past = false;
		boolean perfect = false;
		for (int i = 0; i < items.size(); i++) {
			if (!clauses.main(i) || clauses.conditional(i)) {
				continue;
			}
			Item item = items.get(i);
			String lower = item.lower();
			future |= lower.equals("will") || lower.equals("shall")
					|| lower.equals("going") && i + 1 < items.size() && items.get(i + 1).is("to");
			past |= lower.equals("did") || lower.equals("was") || lower.equals("were") || lower.equals("had");
			perfect |= (lower.equals("have") || lower.equals("has")) && participleFollows(items, i);
			past |= !item.phrase() && !lower.endsWith("s") && !lower.endsWith("ing") && !lower.equals(item.lemma())
					&& "verb".equals(roles.role(i)) && !auxiliaryBefore(items, i);
		}
		return perfect ? Tense.PERFECT : past ? Tense.PAST : future ? Tense.FUTURE : Tense.PRESENT;
	}

	private static boolean auxiliaryBefore(List<Item> items, int index) {
		for (int i = 0; i < index; i++) {
			if (FunctionWords.auxiliary(items.get(i).lemma())) {
				return true;
			}
		}
		return false;
	}

	private static boolean participleFollows(List<Item> items, int index) {
		for (int i = index + 1; i < Math.min(items.size(), index + 5); i++) {
			Item item = items.get(i);
			if (item.ends()) {
				return false;
			}
			if (item.lower().endsWith("ed") || item.lower().equals("been") || item.lower().endsWith("en")
					|| !item.phrase() && !item.lower().equals(item.lemma()) && !item.lower().endsWith("s")
							&& Lexicon.english().has(item.lemma(), 'v')) {
				return true;
			}
		}
		return false;
	}

	private static Perspective perspective(List<Item> items, Clauses clauses) {
		int subject = 0;
		Set<Integer> owners = new HashSet<>();
		Set<String> beneficiaries = new HashSet<>();
		for (int i = 0; i < items.size(); i++) {
			Item item = items.get(i);
			int person = switch (item.lower()) {
				case "i", "we" -> 1;
				case "you" -> 2;
				case "he", "she", "they" -> 3;
				default -> 0;
			};
			if (subject == 0 && clauses.main(i)) {
				subject = person;
			}
			switch (item.lower()) {
				case "my", "our", "mine", "me" -> owners.add(1);
				case "your", "yours" -> owners.add(2);
				case "his", "her", "their" -> owners.add(3);
				default -> {
				}
			}
			boolean behindFor = i > 0 && items.get(i - 1).is("for")
					|| i > 1 && items.get(i - 2).is("for") && FunctionWords.determiner(items.get(i - 1).lemma());
			if (RELATIVES.contains(item.lemma())
					&& (behindFor || i > 0 && FunctionWords.determiner(items.get(i - 1).lemma()))) {
				beneficiaries.add(item.lemma());
			}
		}
		return new Perspective(subject, owners, beneficiaries);
	}

}
