package io.github.claudecache.judgement.language;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * From a form of an English word to its lemma, by WordNet's rules of detachment.
 */
final class Morphology {

	private static final Map<String, String> FIXED = new HashMap<>();

	static {
		fix("be", "am is are was were been being");
		fix("do", "does did done doing");
		fix("have", "has had having");
		fix("go", "goes went gone going");
		fix("get", "gets got gotten getting");
		fix("make", "made makes making");
		fix("good", "better best");
		fix("bad", "worse worst");
		fix("far", "farther farthest further furthest");
		fix("leave", "left leaving leaves");
		fix("find", "found finding");
		fix("lie", "lying");
		fix("die", "died dying");
		fix("pay", "paid pays paying");
		fix("sell", "sold");
		fix("lose", "lost losing loses");
		fix("see", "saw seen seeing");
		fix("data", "data");
		fix("this", "this");
		fix("news", "news");
		fix("us", "us");
		fix("as", "as");
		fix("its", "its");
		fix("less", "less");
		fix("more", "more");
		fix("business", "business");
		fix("access", "access accesses accessing accessed");
		fix("address", "address addresses");
		fix("process", "process processes processing processed");
		fix("saving", "savings");
		fix("rent", "rented renting");
		fix("bus", "bus buses");
		fix("ship", "shipped ships");
		fix("need", "needs needed");
		fix("use", "uses used using");
		fix("last", "last");
		fix("past", "past");
		fix("left", "left-hand");
		fix("set", "sets setting");
		fix("cancel", "cancelled cancelling canceled canceling cancels");
	}

	private final Lexicon lexicon;

	Morphology(Lexicon lexicon) {
		this.lexicon = lexicon;
	}

	private static void fix(String lemma, String forms) {
		for (String form : forms.split(" ")) {
			FIXED.put(form, lemma);
		}
	}

	/**
	 * The lemma of a form in a sentence.
	 * @param form in lower case
	 * @param pos its part of speech there
	 * @return its lemma
	 */
	String lemma(String form, PartOfSpeech pos) {
		boolean graded = pos == PartOfSpeech.ADJECTIVE || pos == PartOfSpeech.ADVERB;
		if (graded && !FIXED.containsKey(form) && !FunctionWords.function(form) && form.length() > 4
				&& (form.endsWith("er") || form.endsWith("est"))) {
			String positive = adjective(form.substring(0, form.length() - (form.endsWith("er") ? 2 : 3)));
			if (positive != null) {
				return positive;
			}
		}
		return lemma(form);
	}

	/**
	 * The lemma of a form.
	 * @param form in lower case
	 * @return its lemma; the form itself if nothing is known of it
	 */
	String lemma(String form) {
		String fixed = FIXED.get(form);
		if (fixed != null) {
			return fixed;
		}
		if (form.length() < 3 || FunctionWords.function(form)) {
			return form;
		}
		String irregular = this.lexicon.irregular(form);
		if (irregular != null && this.lexicon.find(irregular) != null) {
			return irregular;
		}
		String detached = detached(form);
		return (detached != null) ? british(detached) : british(form);
	}

	/**
	 * Whether something is known of a form.
	 * @param form in lower case
	 * @return whether the lexicon has it or what it comes from
	 */
	boolean known(String form) {
		return this.lexicon.find(form) != null || FunctionWords.function(form) || FIXED.containsKey(form)
				|| this.lexicon.irregular(form) != null || detached(form) != null;
	}

	private @Nullable String detached(String form) {
		if (form.endsWith("s") && !form.endsWith("ss")) {
			return plural(form);
		}
		if (form.endsWith("ing") && form.length() > 4) {
			return participle(form, form.substring(0, form.length() - 3));
		}
		if (form.endsWith("ed") && form.length() > 3) {
			return participle(form, form.substring(0, form.length() - 2));
		}
		if (form.endsWith("est") && form.length() > 4) {
			return degree(form, form.substring(0, form.length() - 3));
		}
		if (form.endsWith("er") && form.length() > 3) {
			return degree(form, form.substring(0, form.length() - 2));
		}
		return null;
	}

	private @Nullable String plural(String form) {
		String stem = form.substring(0, form.length() - 1);
		if (form.endsWith("ies") && known(form.substring(0, form.length() - 3) + "y", "nv")) {
			return form.substring(0, form.length() - 3) + "y";
		}
		if (known(stem, "nv")) {
			return stem;
		}
		if (form.endsWith("es") && known(form.substring(0, form.length() - 2), "nv")) {
			return form.substring(0, form.length() - 2);
		}
		return null;
	}

	/** A participle that is a noun of its own, seen more often than its verb, stays. */
	private @Nullable String participle(String form, String stem) {
		String verb = verb(stem);
		Lexeme itself = this.lexicon.find(form);
		if (verb == null || itself == null || !itself.is('n')) {
			return verb;
		}
		Lexeme base = this.lexicon.find(verb);
		return (base != null && itself.count() > 4 * base.count() + 4) ? null : verb;
	}

	private @Nullable String verb(String stem) {
		if (known(stem + "e", "v") && !(known(stem, "v") && frequent(stem, stem + "e"))) {
			return stem + "e";
		}
		if (known(stem, "v")) {
			return stem;
		}
		int last = stem.length() - 1;
		if (last > 1 && stem.charAt(last) == stem.charAt(last - 1) && known(stem.substring(0, last), "v")) {
			return stem.substring(0, last);
		}
		if (stem.endsWith("i") && known(stem.substring(0, last) + "y", "v")) {
			return stem.substring(0, last) + "y";
		}
		return null;
	}

	private boolean frequent(String word, String other) {
		Lexeme left = this.lexicon.find(word);
		Lexeme right = this.lexicon.find(other);
		return left != null && right != null && left.count() > right.count();
	}

	private @Nullable String degree(String form, String stem) {
		return known(form, "nv") ? null : adjective(stem);
	}

	private @Nullable String adjective(String stem) {
		if (known(stem + "e", "a")) {
			return stem + "e";
		}
		if (known(stem, "ar")) {
			return stem;
		}
		int last = stem.length() - 1;
		if (last > 1 && stem.charAt(last) == stem.charAt(last - 1) && known(stem.substring(0, last), "a")) {
			return stem.substring(0, last);
		}
		if (stem.endsWith("i") && known(stem.substring(0, last) + "y", "ar")) {
			return stem.substring(0, last) + "y";
		}
		return null;
	}

	private boolean known(String word, String poses) {
		Lexeme lexeme = this.lexicon.find(word);
		return lexeme != null && poses.chars().anyMatch((pos) -> lexeme.is((char) pos));
	}

	/**
	 * American spelling is made British, where both are words of the lexicon or rules.
	 */
	private String british(String word) {
		if (word.endsWith("ize") && word.length() > 5) {
			return word.substring(0, word.length() - 3) + "ise";
		}
		if (word.endsWith("yze")) {
			return word.substring(0, word.length() - 3) + "yse";
		}
		if (word.endsWith("or") && this.lexicon.find(word.substring(0, word.length() - 2) + "our") != null) {
			return word.substring(0, word.length() - 2) + "our";
		}
		if (word.endsWith("er") && this.lexicon.find(word.substring(0, word.length() - 2) + "re") != null) {
			return word.substring(0, word.length() - 2) + "re";
		}
		return switch (word) {
			case "license" -> "licence";
			case "tire" -> "tyre";
			case "program" -> "programme";
			case "check" -> "check";
			case "cheque" -> "check";
			case "catalog" -> "catalogue";
			case "gray" -> "grey";
			default -> word;
		};
	}

}
