package io.github.claudecache.sample.document;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.sample.text.Terms;

import org.springframework.stereotype.Component;

/**
 * Finds the documents that fit a question: each term that question and document share
 * counts by how few documents have it, and more if it is one of the document's topics.
 *
 * @since 0.1.0
 */
@Component
public class DocumentRetriever {

	// A topic was chosen by a person, a word in the text may be there by chance.
	private static final double TOPIC_WEIGHT = 3;

	// A second document must be nearly as good as the best: what does not help to answer
	// still costs tokens, and each of its versions voids the answer.
	private static final double SECOND_BEST = 0.6;

	private final DocumentLibrary library;

	DocumentRetriever(DocumentLibrary library) {
		this.library = library;
	}

	/**
	 * The documents that fit a question.
	 * @param question the question
	 * @return one or two references to current versions, the best first; none if nothing
	 * fits. Equal scores are ordered by identifier
	 */
	public List<DocumentRef> find(String question) {
		return rank(Terms.of(question), this.library.all()).stream().map(Document::ref).toList();
	}

	static List<Document> rank(Set<String> terms, List<Document> documents) {
		List<Candidate> candidates = documents.stream().map(Candidate::of).toList();
		List<Scored> scored = candidates.stream()
			.map((candidate) -> new Scored(candidate.document(),
					terms.stream().mapToDouble((term) -> candidate.weight(term) * rarity(term, candidates)).sum()))
			.sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing((each) -> each.document().id()))
			.toList();
		return scored.stream()
			.filter((each) -> each.score() > 0 && each.score() >= SECOND_BEST * scored.get(0).score())
			.limit(2)
			.map(Scored::document)
			.toList();
	}

	private static double rarity(String term, List<Candidate> candidates) {
		long having = candidates.stream().filter((candidate) -> candidate.weight(term) > 0).count();
		return Math.log1p(candidates.size() / (1.0 + having));
	}

	private record Scored(Document document, double score) {
	}

	/**
	 * A document by its terms.
	 */
	private record Candidate(Document document, Set<String> topics, Set<String> words) {

		static Candidate of(Document document) {
			return new Candidate(document, Terms.of(document.topics()), Terms.of(document.text()));
		}

		double weight(String term) {
			return this.topics.contains(term) ? TOPIC_WEIGHT : this.words.contains(term) ? 1 : 0;
		}

	}

}
