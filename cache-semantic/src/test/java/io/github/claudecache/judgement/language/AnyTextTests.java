package io.github.claudecache.judgement.language;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.claudecache.judgement.Corpus;
import io.github.claudecache.judgement.Decision;
import io.github.claudecache.judgement.SemanticJudge;
import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.guard.Evidence;
import io.github.claudecache.judgement.guard.GuardFinding;
import io.github.claudecache.judgement.score.Preset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnyTextTests {

	private static final int LONG = 200 * 1024;

	private final QuestionAnalyzer analyzer = new QuestionAnalyzer();

	private final SemanticJudge judge = SemanticJudge.standard(Preset.LENIENT);

	@Property(tries = 300)
	void noTextMakesItThrowAndEveryPositionIsInside(@ForAll String text) {
		check(text);
	}

	@Property(tries = 300)
	void noMixOfWordsAndSignsMakesItThrow(@ForAll("questions") String text) {
		check(text);
	}

	@Property(tries = 300)
	void everyJudgementHasEvidenceInsideTheQuestions(@ForAll("questions") String cached,
			@ForAll("questions") String asked) {
		Decision judgement = this.judge
			.judge(new Comparison(this.analyzer.analyze(cached), this.analyzer.analyze(asked), 0.9));
		for (GuardFinding finding : judgement.findings()) {
			assertThat(finding.verdict().strength()).as(finding.guard()).isBetween(0.0, 1.0);
			for (Evidence evidence : finding.verdict().evidence()) {
				assertThat(evidence.cached().end()).isLessThanOrEqualTo(cached.length());
				assertThat(evidence.asked().end()).isLessThanOrEqualTo(asked.length());
			}
		}
	}

	@Property(tries = 200)
	void aQuestionIsTheSameAsItself(@ForAll("questions") String text) {
		Decision judgement = this.judge.judge(Corpus.compare(text, text));
		assertThat(judgement.vetoedBy()).isEmpty();
		assertThat(judgement.findings()).allSatisfy((finding) -> assertThat(finding.verdict().strength()).isZero());
	}

	/** What is too long for a question is refused at once, and never served. */
	@ParameterizedTest
	@MethodSource("pieces")
	void aLongTextIsRefused(String piece) {
		String text = piece.repeat(LONG / piece.length());
		AnalyzedQuestion analyzed = this.analyzer.analyze(text);
		Decision judgement = this.judge.judge(new Comparison(analyzed, analyzed, 1));
		assertThat(judgement.serve()).isFalse();
		assertThat(judgement.vetoedBy()).containsExactly("length");
	}

	/**
	 * A step that is not about linear, or a regular expression that backtracks, would
	 * show.
	 */
	@ParameterizedTest
	@Timeout(value = 60, unit = TimeUnit.SECONDS)
	@MethodSource("pieces")
	void theLongestTextIsReadInNoTime(String piece) {
		String text = piece.repeat(QuestionAnalyzer.LONGEST / piece.length());
		AnalyzedQuestion analyzed = this.analyzer.analyze(text);
		assertThat(analyzed.complete()).isTrue();
		this.judge.judge(new Comparison(analyzed, analyzed, 0.9));
	}

	static Stream<String> pieces() {
		return Stream.of("a", "how do i ", "not ", "12 ", "1,", "one hundred and ", "`x ", "\"", "?!", "turn it ",
				"$5 ", "-", "'s", "if I pay ", "\u65e5\u672c", "a1-", "from here to there ", "\ud83d\ude00", "\u201c",
				"cheaper ");
	}

	private void check(String text) {
		AnalyzedQuestion analyzed = this.analyzer.analyze(text);
		assertThat(analyzed.terms()).allSatisfy((term) -> {
			assertThat(term.start()).isBetween(0, text.length());
			assertThat(term.end()).isBetween(term.start(), text.length());
		});
		assertThat(analyzed.canonical()).isNotNull();
	}

	@Provide
	Arbitrary<String> questions() {
		Arbitrary<String> words = Arbitraries.of("how", "do", "i", "can", "not", "the", "card", "if", "when", "one",
				"two", "hundred", "and", "a", "half", "of", "from", "to", "May", "3rd", "2026", "last", "month", "$",
				"€", "5", "1,000", "7:30", "pm", "`ls -a`", "\"so\"", "--hard", "C++", "?", ".", "isn't", "Berlin",
				"IT", "without", "more", "less", "cheapest", "than", "turn", "on", "off", "please", "minus", "°", "C",
				"%", "quarter", "past", "'s", "!=", "v2", "x86", "kein", "no", "ない", "発", "un", "unhappy");
		Arbitrary<String> separators = Arbitraries.of(" ", " ", " ", "", ", ", "-");
		return Combinators.combine(words, separators)
			.as(String::concat)
			.list()
			.ofMaxSize(14)
			.map((parts) -> String.join("", parts));
	}

}
