package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.claudecache.benchmarks.semantic.score.PairScore;
import io.github.claudecache.judgement.score.Preset;

import static org.assertj.core.api.Assertions.assertThat;

class ReportPairsTests {

	@TempDir
	private Path directory;

	@Test
	void theProjectsOwnPairsThatShareAQuestionAreOneGroup() throws IOException {
		ReportPairs own = ReportPairs.read(null);
		assertThat(own.pairs()).hasSizeGreaterThanOrEqualTo(300).extracting(LabelledPair::id).doesNotHaveDuplicates();
		Map<String, String> groupOfQuestion = new HashMap<>();
		for (LabelledPair pair : own.pairs()) {
			for (String question : List.of(pair.cached(), pair.asked())) {
				assertThat(groupOfQuestion.merge(question, pair.group(), (known, other) -> known))
					.isEqualTo(pair.group());
			}
		}
		assertThat(own.pairs()).extracting(LabelledPair::group).doesNotContain("").hasSizeGreaterThan(100);
		assertThat(own.enoughToFit()).isTrue();
	}

	@Test
	void aPairWithoutAGroupIsOneByItself() throws IOException {
		Path file = Files.writeString(this.directory.resolve("pairs.jsonl"), """
				{"id":"1","a":"x","b":"y","same_answer":true,"hazard":"negation"}
				{"id":"2","a":"x","b":"z","same_answer":false,"group":""}
				{"id":"3","a":"x","b":"z","same_answer":false,"group":"g"}
				""");
		ReportPairs pairs = ReportPairs.read(file);
		assertThat(pairs.pairs()).extracting(LabelledPair::group).containsExactly("1", "2", "g");
		assertThat(pairs.outcome(pairs.pairs().get(0), 1).hazard()).isEqualTo("negation");
		assertThat(pairs.outcome(pairs.pairs().get(1), 1).hazard()).isEmpty();
		assertThat(pairs.enoughToFit()).isFalse();
	}

	@Test
	void outOfFoldNoPresetServesMoreTrapsThanItMay() throws IOException {
		OutOfFold outOfFold = new OutOfFold(ReportPairs.read(null), new Embedder());
		PairScore strict = outOfFold.score(Preset.STRICT);
		PairScore lenient = outOfFold.score(Preset.LENIENT);
		assertThat(strict.falseHits().value()).isLessThanOrEqualTo(Preset.STRICT.falseHitRate());
		assertThat(lenient.falseHits().value()).isLessThanOrEqualTo(Preset.LENIENT.falseHitRate());
		assertThat(lenient.kept().value()).isGreaterThan(strict.kept().value());
		assertThat(outOfFold.sweep().curve(Contenders.ANY_BAR_OUT_OF_FOLD).falseHitsAtKept()).isSorted();
	}

}
