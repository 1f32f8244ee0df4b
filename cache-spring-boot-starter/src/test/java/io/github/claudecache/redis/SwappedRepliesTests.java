package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisProxy;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P4: a client, a proxy or a server that gives one command the reply of another.
 */
class SwappedRepliesTests {

	private static final int READERS = 8;

	private static final int QUESTIONS = 20;

	private static final int SWAPS = 300;

	private static final List<TenantId> TENANTS = List.of(new TenantId("acme"), new TenantId("globex"));

	private RedisProcess redis;

	private RedisProxy proxy;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(RedisBinary.embedded(), "--save", "");
		this.proxy = RedisProxy.before(this.redis);
	}

	@AfterEach
	void stop() {
		this.proxy.close();
		this.redis.close();
	}

	@Test
	void p4NobodyGetsTheAnswerOfAnotherQuestionOrTenant() {
		AtomicLong wrong = new AtomicLong();
		AtomicLong all = new AtomicLong();
		AtomicLong hits = new AtomicLong();
		AtomicLong caught = new AtomicLong();
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService threads = Executors.newCachedThreadPool();
		try (TestNode node = TestNode.at(this.proxy.port())) {
			List<CompletableFuture<Void>> readers = new ArrayList<>();
			for (int reader = 0; reader < READERS; reader++) {
				SplittableRandom random = new SplittableRandom(reader);
				readers.add(CompletableFuture.runAsync(() -> {
					while (!done.get()) {
						ClaudeAnswer<String> answer = ask(node.cache(), random, wrong);
						all.incrementAndGet();
						hits.addAndGet((answer.provenance().outcome() == Outcome.EXACT) ? 1 : 0);
						caught.addAndGet(suspicious(answer) ? 1 : 0);
					}
				}, threads));
			}
			for (int swap = 0; swap < SWAPS; swap++) {
				this.proxy.swapTwoReplies();
				Eventually.holds("two replies are swapped", () -> this.proxy.strikes() > 0);
				long asked = all.get();
				Eventually.holds("it goes on", () -> all.get() > asked + QUESTIONS);
			}
			done.set(true);
			readers.forEach(Eventually::get);
		}
		finally {
			threads.shutdown();
		}

		assertThat(wrong).hasValue(0);
		assertThat(hits.get()).isGreaterThan(SWAPS);
		assertThat(caught.get()).isPositive();
	}

	@Test
	void theControlThatBelievesTheClientGetsTheValueOfAnotherKey() throws Exception {
		RedisClient client = RedisClient.create("redis://localhost:" + this.proxy.port());
		try {
			RedisAsyncCommands<String, String> commands = client.connect().async();
			commands.set("a", "of a").get();
			commands.set("b", "of b").get();
			this.proxy.swapTwoReplies();

			RedisFuture<String> a = commands.get("a");
			RedisFuture<String> b = commands.get("b");

			assertThat(a.get()).isEqualTo("of b");
			assertThat(b.get()).isEqualTo("of a");
		}
		finally {
			client.shutdown();
		}
	}

	private static ClaudeAnswer<String> ask(ClaudeCache cache, SplittableRandom random, AtomicLong wrong) {
		TenantId tenant = TENANTS.get(random.nextInt(TENANTS.size()));
		String question = "question " + random.nextInt(QUESTIONS);
		String expected = tenant.value() + ": " + question;
		ClaudeAnswer<String> answer = cache.answer(
				ClaudeRequest.builder("faq", tenant).message(question).tags("doc:a").build(),
				() -> ClaudeAnswer.complete(expected));
		if (!answer.value().equals(expected)) {
			wrong.incrementAndGet();
		}
		return answer;
	}

	private static boolean suspicious(ClaudeAnswer<String> answer) {
		Object reason = answer.provenance().reason();
		return reason == MissReason.IDENTITY_MISMATCH || reason == MissReason.UNREADABLE
				|| reason == MissReason.STORE_FAULT || reason == MissReason.ERA_CHANGED;
	}

}
