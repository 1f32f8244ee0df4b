package io.github.claudecache.benchmarks.semantic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.AnswerVerifier;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.semantic.Judgement;
import io.github.claudecache.semantic.PreparedQuestion;
import io.github.claudecache.semantic.QuestionJudge;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.InMemoryAnswerStore;
import org.jspecify.annotations.Nullable;

/**
 * A cache as an application has it, with a clock that the replay moves. It remembers the
 * last judgement, for the report. Used by one thread.
 */
final class ReplayCache implements AutoCloseable {

	static final String NAME = "replay";

	// A replay waits for every embedding: what is late in production is a miss there.
	private static final SemanticTier.Settings SETTINGS = new SemanticTier.Settings(
			SemanticTier.Settings.DEFAULT.candidates(), SemanticTier.Settings.DEFAULT.floor(), Duration.ofMinutes(1));

	private static final int MAX_QUESTIONS = 10_000;

	private static final int MAX_PARTITIONS = 1000;

	private final InMemoryAnswerStore store;

	private final ClaudeCache cache;

	// The store has the time of the machine, and keeps what expires days later.
	private final Instant begin = Instant.now();

	private Instant now = this.begin;

	private @Nullable Judgement judgement;

	ReplayCache(EmbeddingProvider embedder, QuestionJudge judge) {
		this(embedder, judge, List.of());
	}

	/**
	 * Creates a cache.
	 * @param verifiers who is asked when the judge is unsure; nobody if empty
	 */
	ReplayCache(EmbeddingProvider embedder, QuestionJudge judge, List<? extends AnswerVerifier> verifiers) {
		InstantSource clock = () -> this.now;
		this.store = new InMemoryAnswerStore();
		SemanticTier tier = new SemanticTier(embedder, SemanticIndex.inMemory(MAX_PARTITIONS, MAX_QUESTIONS, clock),
				new Remembering(judge), SETTINGS, clock, Patience.system());
		this.cache = ClaudeCache.builder()
			.caches(CacheDefinition.of(NAME, "static").with(Semantic.GUARDED))
			.store(this.store)
			.clock(clock)
			.semantic(verifiers.isEmpty() ? tier : tier.verifiedBy(verifiers, SETTINGS.deadline(), MAX_QUESTIONS))
			.build();
	}

	static GuardedJudge judge(String preset) {
		return GuardedJudge.standard(Preset.valueOf(preset.toUpperCase(Locale.ROOT)));
	}

	ClaudeCache cache() {
		return this.cache;
	}

	void at(long millis) {
		this.now = this.begin.plusMillis(millis);
	}

	/**
	 * What was decided since the last call; {@code null} if nothing was near enough to be
	 * judged.
	 */
	@Nullable Judgement takeJudgement() {
		Judgement last = this.judgement;
		this.judgement = null;
		return last;
	}

	@Override
	public void close() {
		this.store.close();
	}

	/**
	 * Lets another judge decide and keeps what it said last.
	 */
	private final class Remembering implements QuestionJudge {

		private final QuestionJudge delegate;

		private Remembering(QuestionJudge delegate) {
			this.delegate = delegate;
		}

		@Override
		public PreparedQuestion prepare(String text) {
			return this.delegate.prepare(text);
		}

		@Override
		public Judgement judge(PreparedQuestion cached, PreparedQuestion asked, double cosine) {
			Judgement decided = this.delegate.judge(cached, asked, cosine);
			ReplayCache.this.judgement = decided;
			return decided;
		}

	}

}
