package io.github.claudecache.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;

import io.github.claudecache.judgement.Decision;
import io.github.claudecache.judgement.SemanticJudge;
import io.github.claudecache.judgement.comparison.Comparison;
import io.github.claudecache.judgement.language.AnalyzedQuestion;
import io.github.claudecache.judgement.language.QuestionAnalyzer;
import io.github.claudecache.judgement.score.Preset;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All guards and the score for one candidate, beside one SHA-256 over both questions; and
 * the preparation of a question, which is done once for each.
 *
 * @since 0.1.0
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JudgementBenchmark {

	private static final String[] QUESTIONS = { "How do I transfer 250 euros from my checking account to savings?",
			"How do I move 250 EUR from savings to my checking account?",
			"Is the community library open on the afternoon of 24 December 2026 if it snows?",
			"Could you please tell me whether the Silver plan includes dental care for my daughter?",
			"Does the Gold plan cover dental care for children?",
			"Why was my card payment declined although I have not reached the limit of 2,000 dollars?",
			"What does `git reset --soft` do, and how do I undo it in version 2.43?",
			"Which of the two routers is cheaper and which one is the fastest?" };

	private final QuestionAnalyzer analyzer = new QuestionAnalyzer();

	private final SemanticJudge judge = SemanticJudge.standard(Preset.STRICT);

	private final AnalyzedQuestion[] analyzed = new AnalyzedQuestion[QUESTIONS.length];

	private final byte[][] bytes = new byte[QUESTIONS.length][];

	private int next;

	/**
	 * Prepares the questions, as is done when they are stored or asked.
	 */
	public JudgementBenchmark() {
		for (int i = 0; i < QUESTIONS.length; i++) {
			this.analyzed[i] = this.analyzer.analyze(QUESTIONS[i]);
			this.bytes[i] = QUESTIONS[i].getBytes(StandardCharsets.UTF_8);
		}
	}

	/**
	 * All guards and the score.
	 * @return the decision
	 */
	@Benchmark
	public Decision judge() {
		int pair = this.next++ & 63;
		return this.judge.judge(new Comparison(this.analyzed[pair & 7], this.analyzed[pair >> 3], 0.9));
	}

	/**
	 * The bare operation.
	 * @return the digest
	 * @throws NoSuchAlgorithmException never
	 */
	@Benchmark
	public byte[] sha256() throws NoSuchAlgorithmException {
		int pair = this.next++ & 63;
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		digest.update(this.bytes[pair & 7]);
		return digest.digest(this.bytes[pair >> 3]);
	}

	/**
	 * The preparation.
	 * @return the question
	 */
	@Benchmark
	public AnalyzedQuestion analyze() {
		return this.analyzer.analyze(QUESTIONS[this.next++ & 7]);
	}

}
