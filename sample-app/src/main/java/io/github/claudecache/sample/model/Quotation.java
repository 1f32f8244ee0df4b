package io.github.claudecache.sample.model;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import io.github.claudecache.sample.model.MessagesRequest.SourceDocument;
import io.github.claudecache.sample.text.Terms;

/**
 * Answers a question by quoting the sentences of the documents that share most of its
 * terms. It cannot translate, so only the words around the quotation are in the
 * customer's language; and it knows nothing but the request, so the same request always
 * has the same answer.
 */
final class Quotation {

	private static final int SENTENCES = 2;

	private static final Phrases ENGLISH = new Phrases("From “%s” (%s) of %s: %s",
			"The documents of %s do not answer this.");

	private static final Map<String, Phrases> PHRASES = Map.of("en", ENGLISH, "de",
			new Phrases("Aus „%s“ (%s) von %s: %s", "Die Dokumente von %s beantworten das nicht."), "fr",
			new Phrases("Extrait de « %s » (%s) de %s : %s", "Les documents de %s n'y répondent pas."), "es",
			new Phrases("De «%s» (%s) de %s: %s", "Los documentos de %s no lo responden."));

	private Quotation() {
	}

	static String answer(MessagesRequest request) {
		String shop = request.line("Shop", "the shop");
		String language = request.line("Language", "en");
		Phrases phrases = PHRASES.get(Locale.forLanguageTag(language).getLanguage());
		if (phrases == null) {
			phrases = ENGLISH.marked(language);
		}
		Set<String> terms = Terms.of(request.question());
		List<String> parts = new ArrayList<>();
		for (SourceDocument document : request.documents()) {
			// The best document is quoted even if no sentence has a term: it was chosen
			// by its topics. A further one only if it has something to say.
			List<String> sentences = quote(document.text(), terms, parts.isEmpty());
			if (!sentences.isEmpty()) {
				parts.add(phrases.quotation()
					.formatted(document.title(), document.context(), shop, String.join(" ", sentences)));
			}
		}
		return parts.isEmpty() ? phrases.nothing().formatted(shop) : String.join("\n\n", parts);
	}

	private static List<String> quote(String text, Set<String> terms, boolean inAnyCase) {
		List<String> sentences = sentences(text);
		ToDoubleFunction<String> score = (sentence) -> score(sentence, terms, sentences);
		Set<String> best = new HashSet<>(sentences.stream()
			.filter((sentence) -> inAnyCase || score.applyAsDouble(sentence) > 0)
			.sorted(Comparator.comparingDouble(score).reversed())
			.limit(SENTENCES)
			.toList());
		return sentences.stream().filter(best::contains).toList();
	}

	// A term that is in every sentence of a document says little about any of them.
	private static double score(String sentence, Set<String> terms, List<String> sentences) {
		Set<String> shared = new HashSet<>(Terms.of(sentence));
		shared.retainAll(terms);
		return shared.stream()
			.mapToDouble((term) -> Math.log1p((double) sentences.size()
					/ sentences.stream().filter((other) -> Terms.of(other).contains(term)).count()))
			.sum();
	}

	private static List<String> sentences(String text) {
		BreakIterator boundaries = BreakIterator.getSentenceInstance(Locale.ROOT);
		boundaries.setText(text);
		List<String> sentences = new ArrayList<>();
		int start = boundaries.first();
		for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
			String sentence = text.substring(start, end).strip();
			if (!sentence.isEmpty()) {
				sentences.add(sentence);
			}
			start = end;
		}
		return sentences;
	}

	/**
	 * The words around a quotation in one language.
	 */
	private record Phrases(String quotation, String nothing) {

		Phrases marked(String language) {
			return new Phrases("[" + language + "] " + this.quotation, "[" + language + "] " + this.nothing);
		}

	}

}
