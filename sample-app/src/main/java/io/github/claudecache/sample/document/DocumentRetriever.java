package io.github.claudecache.sample.document;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
		Map<Document, Double> scores = new HashMap<>();
		for (String term : terms) {
			long having = candidates.stream().filter((candidate) -> candidate.weight(term) > 0).count();
			double rarity = Math.log1p(candidates.size() / (1.0 + having));
			candidates.forEach(
					(candidate) -> scores.merge(candidate.document(), rarity * candidate.weight(term), Double::sum));
		}
		double best = scores.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
		return scores.keySet()
			.stream()
			.filter((document) -> scores.get(document) > 0 && scores.get(document) >= SECOND_BEST * best)
			.sorted(Comparator.<Document>comparingDouble((document) -> -scores.get(document))
				.thenComparing(Document::id))
			.limit(2)
			.toList();
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
