package io.github.claudecache.admission;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promise 5, for any mixture of answers: nothing is stored that is not known to be
 * complete, and everything that is.
 */
class AdmissionPropertyTests {

	private static final int ANSWERS = 100_000;

	private static final int MAX_BYTES = 64;

	private static final int MANY_TAGS = 64;

	private static final long SEED = System.nanoTime();

	@Example
	void exactlyTheCompleteAnswersAreStored() {
		Tally tally = run(AdmissionPolicy.standard(MAX_BYTES), ANSWERS);
		assertThat(tally.wronglyStored).as("stored although not complete, seed %d", SEED).isZero();
		assertThat(tally.wronglyRefused).as("refused although complete, seed %d", SEED).isZero();
		assertThat(tally.stored).as("stored").isBetween(ANSWERS / 20, ANSWERS / 2);
	}

	@Example
	void withoutThePolicyIncompleteAnswersAreStored() {
		Tally control = run((request, answer, tags) -> Optional.empty(), ANSWERS / 10);
		assertThat(control.wronglyStored).as("wrong answers that the control stored").isGreaterThan(ANSWERS / 40);
	}

	private static Tally run(AdmissionPolicy policy, int answers) {
		AnswerStore store = new InMemoryAnswerStore();
		ClaudeCache cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "static"))
			.store(store)
			.admission(List.of(policy))
			.build();
		Tally tally = new Tally(cache, store);
		AtomicInteger question = new AtomicInteger();
		answers().generator(1000)
			.stream(new Random(SEED))
			.limit(answers)
			.map(Shrinkable::value)
			.forEach((answer) -> tally.add(answer, question.incrementAndGet()));
		return tally;
	}

	private static Arbitrary<Answer> answers() {
		Arbitrary<String> finished = Arbitraries.of("end_turn", "stop_sequence");
		Arbitrary<String> known = Arbitraries.of("max_tokens", "model_context_window_exceeded", "refusal", "tool_use",
				"pause_turn");
		Arbitrary<String> unknown = Arbitraries.of("", "?", "END_TURN", "end_turn ", " end_turn", "end-turn", "endturn",
				"stop_sequences", "\u0130nd_turn", "completed", "error", "null");
		Arbitrary<String> wire = Arbitraries
			.frequencyOf(Tuple.of(4, finished), Tuple.of(2, known), Tuple.of(2, unknown))
			.injectNull(0.05);
		Arbitrary<String> body = Arbitraries
			.of("", " ", "\n", "a", "Yes.", "{}", "[]", "null", "\"\"", "{\"a\":1}", "\u5317", "\uD83D\uDE00",
					"0123456789abcdef", "0123456789abcdef", "\uD800")
			.list()
			.ofMaxSize(5)
			.map((parts) -> String.join("", parts));
		return Combinators
			.combine(wire, body, Arbitraries.of(Payload.Format.class),
					Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)),
					Arbitraries.frequency(Tuple.of(9, 0), Tuple.of(1, MANY_TAGS)))
			.as(Answer::new);
	}

	/**
	 * An answer, and what the Messages API's documentation says of it.
	 */
	private record Answer(@Nullable String wire, String body, Payload.Format format, boolean serverTools,
			int lateTags) {

		boolean complete() {
			boolean finished = "end_turn".equals(this.wire) || "stop_sequence".equals(this.wire);
			return finished && !this.serverTools && this.lateTags < MANY_TAGS && !empty()
					&& StandardCharsets.UTF_8.newEncoder().canEncode(this.body)
					&& this.body.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
		}

		private boolean empty() {
			String content = this.body.strip();
			return content.isEmpty()
					|| (this.format == Payload.Format.JSON && Set.of("{}", "[]", "null", "\"\"").contains(content));
		}

		AnswerDraft draft() {
			return new AnswerDraft(new Payload(this.format, this.body), StopReason.fromWire(this.wire), "m", Usage.NONE,
					this.serverTools);
		}

		Set<Tag> tags() {
			return IntStream.range(0, this.lateTags).mapToObj((i) -> new Tag("t" + i)).collect(Collectors.toSet());
		}

	}

	/**
	 * What became of the answers.
	 */
	private static final class Tally {

		private final ClaudeCache cache;

		private final AnswerStore store;

		private int stored;

		private int wronglyStored;

		private int wronglyRefused;

		Tally(ClaudeCache cache, AnswerStore store) {
			this.cache = cache;
			this.store = store;
		}

		void add(Answer answer, int question) {
			ClaudeRequest request = ClaudeRequest.builder("faq", TenantId.DEFAULT).message("q" + question).build();
			Provenance provenance = ((Ticket) this.cache.open(request)).complete(answer.draft(), answer.tags());
			Tag entry = Tag.ofEntry(provenance.fingerprint());
			boolean kept = this.store.count(TenantId.DEFAULT, entry).toCompletableFuture().join().entries() > 0;
			assertThat(kept).as("%s: %s", answer, provenance).isEqualTo(provenance.refusal() == null);
			if (kept) {
				assertThat(this.cache.open(request)).isInstanceOf(Hit.class);
				this.stored++;
			}
			if (kept && !answer.complete()) {
				this.wronglyStored++;
			}
			if (!kept && answer.complete()) {
				this.wronglyRefused++;
			}
		}

	}

}
