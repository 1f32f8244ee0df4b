package io.github.claudecache.judgement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.github.claudecache.semantic.Embedding;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.semantic.Judgement;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.QuestionJudge;
import org.jspecify.annotations.Nullable;

/**
 * Asks an embedder and a judge about a few questions whose answer is known: rewordings,
 * opposites and questions about something else. A wrong model, vectors of a wrong length
 * or always the same vector do not show in any single lookup; here they do. The questions
 * are English. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class SelfTest {

	private static final List<Probe> PROBES = List.of(
			new Probe("How do I enable notifications on my phone?",
					"Could you tell me how to turn on notifications on my phone?",
					"How do I disable notifications on my phone?"),
			new Probe("Can I get a refund for a cancelled flight?",
					"Is it possible to get my money back for a cancelled flight?",
					"I was told there is no refund for a cancelled flight - why?"),
			new Probe("How much does the Basic plan cost?", "What is the price of the Basic plan?",
					"How much does the Premium plan cost?"),
			new Probe("Is breakfast included in the price of a double room?",
					"please, does the price of a double room include breakfast?",
					"Is breakfast not included in the price of a double room?"),
			new Probe("How do I send money from my savings to my checking account?",
					"hi, how can I transfer money from my savings to my checking account? thanks",
					"How do I send money from my checking to my savings account?"),
			new Probe("Does the shuttle bus leave at 6 pm on Sundays?",
					"Does the shuttle bus leave at 18:00 on Sundays?",
					"Does the shuttle bus leave at 6 am on Sundays?"));

	private static final double LONGEST_ERROR = 0.01;

	private final EmbeddingProvider embedder;

	private final QuestionJudge judge;

	/**
	 * Prepares a test.
	 * @param embedder the embedder
	 * @param judge the judge; what it serves is only looked at if it is a
	 * {@link GuardedJudge}, since others may mean something else by the same answer
	 */
	public SelfTest(EmbeddingProvider embedder, QuestionJudge judge) {
		this.embedder = embedder;
		this.judge = judge;
	}

	/**
	 * Runs the test: one batch of eighteen texts.
	 * @return what is wrong, each a sentence without a full stop; empty if nothing is;
	 * fails if the embedder does
	 */
	public CompletionStage<List<String>> run() {
		List<PreparedQuestion> questions = PROBES.stream().flatMap(Probe::texts).map(this.judge::prepare).toList();
		return this.embedder.embed(questions.stream().map(PreparedQuestion::canonical).toList())
			.thenApply((embeddings) -> problems(questions, embeddings));
	}

	private List<String> problems(List<PreparedQuestion> questions, List<Embedding> embeddings) {
		if (embeddings.size() != questions.size()) {
			return List.of("the embedder gives " + embeddings.size() + " vectors for " + questions.size() + " texts");
		}
		for (Embedding embedding : embeddings) {
			double length = Math.sqrt(embedding.cosine(embedding));
			if (!(Math.abs(length - 1) <= LONGEST_ERROR)) {
				return List
					.of(String.format(Locale.ROOT, "the embedder's vectors have not length one but %.2f", length));
			}
			if (embedding.truncated()) {
				return List.of("the embedder does not read a short question to its end");
			}
		}
		List<String> problems = new ArrayList<>();
		for (int i = 0; i < PROBES.size(); i++) {
			Three three = new Three(questions, embeddings, 3 * i, 3 * ((i + 1) % PROBES.size()));
			String apart = notApart(three, PROBES.get(i));
			if (apart != null) {
				problems.add(apart);
			}
		}
		if (problems.isEmpty() && this.judge instanceof GuardedJudge) {
			problems.addAll(wrongVerdicts(questions, embeddings));
		}
		return problems;
	}

	private @Nullable String notApart(Three three, Probe probe) {
		double rewording = three.cosine(0, 1);
		double unrelated = three.toUnrelated();
		return (rewording > unrelated) ? null : String.format(Locale.ROOT,
				"the embedder finds '%s' no nearer to '%s' (%.3f) than to a question about something else (%.3f)",
				probe.question(), probe.rewording(), rewording, unrelated);
	}

	private List<String> wrongVerdicts(List<PreparedQuestion> questions, List<Embedding> embeddings) {
		List<String> problems = new ArrayList<>();
		int kept = 0;
		for (int i = 0; i < PROBES.size(); i++) {
			Three three = new Three(questions, embeddings, 3 * i, 3 * ((i + 1) % PROBES.size()));
			kept += served(three.questions(0, 1), three.cosine(0, 1)) ? 1 : 0;
			if (served(three.questions(0, 2), three.cosine(0, 2))) {
				problems.add("the judge serves the answer to '%s' for '%s'".formatted(PROBES.get(i).question(),
						PROBES.get(i).opposite()));
			}
		}
		if (kept < PROBES.size() / 2) {
			problems.add("the judge serves the answer for %d of %d plain rewordings".formatted(kept, PROBES.size()));
		}
		return problems;
	}

	private boolean served(List<PreparedQuestion> pair, double cosine) {
		Judgement judgement = this.judge.judge(pair.get(0), pair.get(1), cosine);
		return judgement.serves();
	}

	/**
	 * A question, one that means the same and one that does not.
	 */
	private record Probe(String question, String rewording, String opposite) {

		Stream<String> texts() {
			return Stream.of(this.question, this.rewording, this.opposite);
		}

	}

	/**
	 * The texts of a probe among those of all, and the first of another probe.
	 */
	private record Three(List<PreparedQuestion> questions, List<Embedding> embeddings, int at, int unrelated) {

		double cosine(int one, int other) {
			return this.embeddings.get(this.at + one).cosine(this.embeddings.get(this.at + other));
		}

		double toUnrelated() {
			return this.embeddings.get(this.at).cosine(this.embeddings.get(this.unrelated));
		}

		List<PreparedQuestion> questions(int one, int other) {
			return List.of(this.questions.get(this.at + one), this.questions.get(this.at + other));
		}

	}

}
