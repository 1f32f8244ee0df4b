package io.github.claudecache.judgement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.QuestionAnalyzer;

/**
 * The pairs of own writing. There is no embedder in this module: the embedder is taken to
 * find every pair equally similar, so that only language decides.
 */
public final class Corpus {

	private static final double SIMILAR = 0.85;

	private static final QuestionAnalyzer ANALYZER = new QuestionAnalyzer();

	private static final Map<String, AnalyzedQuestion> ANALYZED = new ConcurrentHashMap<>();

	private Corpus() {
	}

	/**
	 * All pairs.
	 * @return the pairs
	 */
	public static List<Entry> entries() {
		try (InputStream file = Corpus.class.getResourceAsStream("corpus.tsv")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split("\t"))
				.map((fields) -> new Entry(fields[0], fields[1].equals("same"), fields[2], fields[3]))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Two questions that the embedder finds similar.
	 * @param cached the cached question
	 * @param asked the asked question
	 * @return the comparison
	 */
	public static Comparison compare(String cached, String asked) {
		return compare(cached, asked, SIMILAR);
	}

	private static Comparison compare(String cached, String asked, double cosine) {
		AnalyzedQuestion left = ANALYZED.computeIfAbsent(cached, ANALYZER::analyze);
		AnalyzedQuestion right = ANALYZED.computeIfAbsent(asked, ANALYZER::analyze);
		return new Comparison(left, right, cosine);
	}

	/**
	 * A pair.
	 *
	 * @param family what it tests
	 * @param same whether one answer serves both
	 * @param first the first question
	 * @param second the second question
	 */
	public record Entry(String family, boolean same, String first, String second) {

		/**
		 * The pair in both directions.
		 * @return two comparisons
		 */
		public List<Comparison> comparisons() {
			return comparisons(SIMILAR);
		}

		/**
		 * The pair in both directions, as similar as is said.
		 * @param cosine the similarity
		 * @return two comparisons
		 */
		public List<Comparison> comparisons(double cosine) {
			return List.of(compare(this.first, this.second, cosine), compare(this.second, this.first, cosine));
		}

	}

}
