package io.github.claudecache.judgement.language;

import java.util.Arrays;
import java.util.List;

/**
 * The part that each item has in its clause: subject, object, verb, or the preposition
 * before it; and the verb it belongs to. What a passive says of its object is said of the
 * subject of the active.
 */
final class Roles {

	private static final String SUBJECT = "subject";

	private static final String OBJECT = "object";

	private final List<Item> items;

	private final String[] roles;

	private final String[] heads;

	private Roles(List<Item> items) {
		this.items = items;
		this.roles = new String[items.size()];
		this.heads = new String[items.size()];
		Arrays.fill(this.roles, "");
		Arrays.fill(this.heads, "");
	}

	static Roles of(List<Item> items) {
		Roles roles = new Roles(items);
		int begin = 0;
		for (int i = 0; i <= items.size(); i++) {
			if (i == items.size() || roles.boundary(i)) {
				roles.clause(begin, i);
				begin = i;
			}
		}
		return roles;
	}

	String role(int index) {
		return this.roles[index];
	}

	String head(int index) {
		return this.heads[index];
	}

	/**
	 * A clause ends at a stop, at a condition, and where a second verb gets a subject.
	 */
	private boolean boundary(int index) {
		Item item = this.items.get(index);
		if (item.ends() || item.is("if") || item.is("evenif") || item.is("onlyif") || item.is("@whatif")) {
			return true;
		}
		boolean opens = item.pos() == PartOfSpeech.CONJUNCTION
				|| Words.oneOf(item.lower(), "what", "who", "which", "that", "whom");
		return opens && index > 0 && index + 1 < this.items.size() && verbBefore(index) && verbAfter(index);
	}

	private boolean verbBefore(int index) {
		for (int i = index - 1; i >= 0 && !this.items.get(i).ends(); i--) {
			if (isVerb(i) || this.items.get(i).mark()) {
				return true;
			}
		}
		return false;
	}

	private boolean verbAfter(int index) {
		for (int i = index + 1; i < this.items.size() && !this.items.get(i).ends(); i++) {
			if (isVerb(i)) {
				return true;
			}
		}
		return false;
	}

	private boolean isVerb(int index) {
		Item item = this.items.get(index);
		return item.word() && !item.mark() && item.pos() == PartOfSpeech.VERB
				&& !FunctionWords.preposition(item.lemma())
				&& (index == 0 || !nominal(this.items.get(index - 1), item));
	}

	/** Behind an article, and in "from checking to savings", a word is no verb. */
	private static boolean nominal(Item before, Item item) {
		return FunctionWords.determiner(before.lemma()) || before.is("from")
				|| before.is("to") && !item.lower().equals(item.lemma());
	}

	private void clause(int begin, int end) {
		int verb = verb(begin, end);
		boolean passive = verb >= 0 && passive(begin, verb);
		String head = (verb >= 0) ? this.items.get(verb).lemma() : "";
		boolean objectFirst = passive || asksForObject(begin, verb);
		String role = objectFirst ? OBJECT : SUBJECT;
		for (int i = begin; i < end; i++) {
			Item item = this.items.get(i);
			this.heads[i] = head;
			if (i == verb) {
				this.roles[i] = "verb";
				role = passive ? SUBJECT : OBJECT;
			}
			else if (item.lower().equals("of") && i > begin && role.equals("from")) {
				this.roles[i] = role;
			}
			else if (FunctionWords.preposition(item.lemma())) {
				role = role(i, item.lemma(), passive, role);
				source(begin, i);
			}
			else if (isVerb(i)) {
				this.roles[i] = "verb";
				head = item.lemma();
				role = OBJECT;
			}
			else {
				this.roles[i] = role;
				boolean governed = i > begin && FunctionWords.preposition(this.items.get(i - 1).lemma());
				if (i < verb && !passive && FunctionWords.auxiliary(item.lemma())) {
					role = SUBJECT;
				}
				if (i < verb && item.is("be") || item.mark() && !item.is("@how") && !governed) {
					role = objectFirst && (passive || item.mark()) ? OBJECT : SUBJECT;
				}
			}
		}
	}

	private String role(int index, String lemma, boolean passive, String before) {
		boolean verbFollows = index + 1 < this.items.size() && isVerb(index + 1);
		return switch (lemma) {
			case "by" -> passive ? SUBJECT : "by";
			case "into", "onto", "toward", "towards" -> "to";
			case "for" -> Words.oneOf(this.heads[index], "exchange", "swap", "trade", "convert") ? "to" : "for";
			case "to" -> verbFollows ? before : "to";
			case "off", "out" -> "from";
			default -> lemma;
		};
	}

	/** In "Berlin to Lisbon" the first is where it comes from. */
	private void source(int begin, int index) {
		if (this.items.get(index).is("to") && index > begin && index + 1 < this.items.size() && thing(index - 1)
				&& thing(index + 1) && !this.roles[index - 1].equals("from") && !this.roles[index - 1].equals("verb")) {
			this.roles[index - 1] = "from";
		}
	}

	private boolean thing(int index) {
		Item item = this.items.get(index);
		return item.word() && !item.mark() && !FunctionWords.function(item.lemma())
				&& (item.pos() == PartOfSpeech.NOUN || NumberWords.unit(item.lower()) != null);
	}

	/** The tagged verb; behind "does" also a word that is usually a noun. */
	private int verb(int begin, int end) {
		boolean does = false;
		int last = -1;
		for (int i = begin; i < end; i++) {
			Item item = this.items.get(i);
			if (isVerb(i)) {
				return i;
			}
			does |= item.is("do") && !item.ends();
			if (does && item.word() && !item.mark() && !FunctionWords.function(item.lemma())
					&& Lexicon.english().has(item.lemma(), 'v')
					&& !(i > begin && FunctionWords.determiner(this.items.get(i - 1).lemma()))) {
				last = i;
			}
		}
		return (last < 0) ? untagged(begin, end) : last;
	}

	/** Where no verb was tagged and nothing "is", the first word that can be one. */
	private int untagged(int begin, int end) {
		boolean subject = false;
		for (int i = begin; i < end; i++) {
			Item item = this.items.get(i);
			if (item.is("be") && !item.phrase()) {
				return -1;
			}
			if (item.mark()) {
				subject = !item.is("@which") && !item.is("@what") && !item.is("@count") && !item.is("@who");
			}
			else if (item.word() && !FunctionWords.function(item.lemma())) {
				boolean determined = i > begin && FunctionWords.determiner(this.items.get(i - 1).lemma());
				if (subject && !determined && Lexicon.english().has(item.lemma(), 'v')) {
					return i;
				}
				subject = true;
			}
		}
		return -1;
	}

	/** Which service does the API call: what is asked for stands before the auxiliary. */
	private boolean asksForObject(int begin, int verb) {
		boolean thing = false;
		for (int i = begin; i < verb; i++) {
			Item item = this.items.get(i);
			if (FunctionWords.auxiliary(item.lemma()) && !item.is("be")) {
				return thing && i + 1 < verb;
			}
			thing |= item.word() && !item.mark() && !FunctionWords.function(item.lemma());
		}
		return false;
	}

	private boolean passive(int begin, int verb) {
		Item item = this.items.get(verb);
		boolean participle = !item.phrase() && !item.lower().equals(item.lemma()) && !item.lower().endsWith("s")
				&& !item.lower().endsWith("ing")
				|| Words.oneOf(item.lower(), "put", "set", "cut", "read", "sent", "kept", "held", "sold", "paid");
		for (int i = begin; i < verb && participle; i++) {
			if (this.items.get(i).is("be") || this.items.get(i).lower().equals("get")) {
				return true;
			}
		}
		return false;
	}

}
