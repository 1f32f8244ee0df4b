package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.claudecache.judgement.SemanticJudge;
import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.QuestionAnalyzer;
import io.github.claudecache.judgement.score.Preset;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pairs of own writing, with the cosines of the embedder that the weights were fitted
 * with.
 */
class RealEmbedderTests {

	private static final Path CORPUS = Path
		.of("../cache-semantic/src/test/resources/io/github/claudecache/judgement/corpus.tsv");

	@Test
	void theStrictPresetServesFewTrapsAndMostRewordings() throws IOException {
		Embedder embedder = new Embedder();
		QuestionAnalyzer analyzer = new QuestionAnalyzer();
		SemanticJudge judge = SemanticJudge.standard(Preset.STRICT);
		List<String> traps = new ArrayList<>();
		List<String> falseHits = new ArrayList<>();
		int rewordings = 0;
		int kept = 0;
		for (String line : Files.readAllLines(CORPUS)) {
			if (line.startsWith("#")) {
				continue;
			}
			String[] fields = line.split("\t");
			AnalyzedQuestion cached = analyzer.analyze(fields[2]);
			AnalyzedQuestion asked = analyzer.analyze(fields[3]);
			boolean served = judge
				.judge(new Comparison(cached, asked, embedder.cosine(cached.canonical(), asked.canonical())))
				.serve();
			if (fields[1].equals("same")) {
				rewordings++;
				kept += served ? 1 : 0;
			}
			else {
				traps.add(line);
				if (served) {
					falseHits.add(line);
				}
			}
		}
		assertThat(falseHits).hasSizeLessThanOrEqualTo(traps.size() / 40);
		assertThat(kept).isGreaterThan(rewordings * 3 / 4);
	}

}
