package io.github.claudecache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.ServerInReport;
import io.github.claudecache.testsupport.store.ForwardingAnswerStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Guarantee G in the semantic tier: two nodes under load, whose callers use another
 * wording nearly every time, while documents change and are invalidated.
 */
@ParameterizedClass(name = "{displayName}[{index}] {1} on {0}")
@MethodSource("io.github.claudecache.redis.SharedSemanticIndexTests#kinds")
@ExtendWith(ServerInReport.class)
class SemanticFreshnessTests {

	private static final int CALLERS = 8;

	private static final int CALLS = 1000;

	private static final int DOCUMENTS = 4;

	private static final Duration NEAR_CACHED = Duration.ofMillis(20);

	@Parameter(0)
	private RedisBinary binary;

	@Parameter(1)
	private SharedIndexSettings.Kind kind;

	private final AtomicIntegerArray published = new AtomicIntegerArray(DOCUMENTS);

	private final AtomicIntegerArray confirmed = new AtomicIntegerArray(DOCUMENTS);

	private final AtomicLong otherWordings = new AtomicLong();

	private final AtomicLong violations = new AtomicLong();

	@Test
	void noCallerGetsAnAnswerFromBeforeAnInvalidationThatWasConfirmed() {
		run((store) -> store);

		assertThat(this.violations).hasValue(0);
		assertThat(this.otherWordings).hasValueGreaterThan(CALLERS * CALLS / 4);
	}

	@Test
	void theControlThatReadsEntriesThroughANearCacheServesOldAnswers() {
		run(NearCache::new);

		assertThat(this.violations).hasValueGreaterThan(0);
	}

	private void run(UnaryOperator<AnswerStore> view) {
		SharedIndexSettings settings = new SharedIndexSettings(this.kind, 100, 1000);
		try (RedisProcess redis = RedisProcess.start(this.binary, "--save", "");
				WordingNode one = new WordingNode(TestNode.connector(redis.port()), TestNode.NAMESPACE, settings, view);
				WordingNode two = new WordingNode(TestNode.connector(redis.port()), TestNode.NAMESPACE, settings,
						view)) {
			one.awaitAvailable();
			two.awaitAvailable();
			AtomicBoolean over = new AtomicBoolean();
			CompletableFuture<?> publisher = inThread(() -> publish(one, over));
			List<CompletableFuture<?>> callers = new ArrayList<>();
			for (int caller = 0; caller < CALLERS; caller++) {
				WordingNode node = (caller % 2 == 0) ? one : two;
				int seed = caller;
				callers.add(inThread(() -> ask(node, new Random(seed))));
			}
			callers.forEach(Eventually::get);
			over.set(true);
			Eventually.get(publisher);
		}
	}

	private void publish(WordingNode node, AtomicBoolean over) {
		for (int turn = 0; !over.get(); turn++) {
			int document = turn % DOCUMENTS;
			int version = this.published.incrementAndGet(document);
			node.cache().invalidate(TestNode.ACME, "doc:" + document);
			this.confirmed.set(document, version);
			awaitSome(turn);
		}
	}

	// Some hits between two publications.
	private void awaitSome(int turn) {
		long served = this.otherWordings.get();
		long began = System.nanoTime();
		while (this.otherWordings.get() < served + 5 + turn % 20 && System.nanoTime() - began < 10_000_000) {
			Thread.onSpinWait();
		}
	}

	private void ask(WordingNode node, Random random) {
		for (int i = 0; i < CALLS; i++) {
			int document = random.nextInt(DOCUMENTS);
			List<String> words = new ArrayList<>(
					IntStream.range(0, 6).mapToObj((word) -> "word" + word + "of" + document).toList());
			Collections.shuffle(words, random);
			int known = this.confirmed.get(document);
			ClaudeAnswer<String> answer = node.ask(TestNode.ACME, String.join(" ", words),
					() -> ClaudeAnswer.complete(String.valueOf(this.published.get(document))), "doc:" + document);
			if (Integer.parseInt(answer.value()) < known) {
				this.violations.incrementAndGet();
			}
			if (answer.provenance().outcome() == Outcome.SEMANTIC) {
				this.otherWordings.incrementAndGet();
			}
		}
	}

	private static CompletableFuture<?> inThread(Runnable task) {
		return CompletableFuture.runAsync(task, (thread) -> new Thread(thread).start());
	}

	/**
	 * What the design forbids: entries and ledgers as they were a moment ago.
	 */
	private static final class NearCache extends ForwardingAnswerStore {

		private final Map<EntryKey, Kept> kept = new ConcurrentHashMap<>();

		NearCache(AnswerStore delegate) {
			super(delegate);
		}

		@Override
		public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
			Kept near = this.kept.get(key);
			if (near != null && System.nanoTime() - near.nanos() < NEAR_CACHED.toNanos()) {
				return CompletableFuture.completedFuture(near.reading());
			}
			return super.read(key, tags).thenApply((reading) -> {
				this.kept.put(key, new Kept(reading, System.nanoTime()));
				return reading;
			});
		}

		private record Kept(Reading reading, long nanos) {
		}

	}

}
