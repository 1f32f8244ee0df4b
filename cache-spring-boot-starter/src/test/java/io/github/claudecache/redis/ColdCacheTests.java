package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P14: a cache that has lost its answers, or its store, does not fall upon Claude. Half
 * of the callers ask the same question.
 */
class ColdCacheTests {

	private static final Log logger = LogFactory.getLog(ColdCacheTests.class);

	private static final int LIMIT = 8;

	private static final int CALLS_WITHOUT_STORE = 4;

	private static final int QUESTIONS = 20;

	private static final int ASKS = 800;

	private static final long BETWEEN_ASKS_NANOS = 5_000_000;

	private static final long ANSWER_NANOS = 200_000_000;

	private RedisProcess redis;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(RedisBinary.embedded(), "--save", "");
		// A busy machine is not a slow Redis.
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(DataRedisAutoConfiguration.class, ClaudeCacheAutoConfiguration.class))
			.withUserConfiguration(Application.class)
			.withPropertyValues("spring.data.redis.port=" + this.redis.port(),
					"claude.cache.redis.operation-timeout=5s", "claude.cache.redis.breaker.slow-after=5s");
	}

	@AfterEach
	void stop() {
		this.redis.close();
	}

	@Test
	void p14FlushedRedisCostsOneCallForEachQuestionAndNeverMoreAtOnceThanTheLimit() {
		this.runner.run((context) -> {
			Claude claude = askAround(context, Desk::limited, () -> this.redis.command("FLUSHALL"));

			assertThat(claude.mostAtOnce()).isLessThanOrEqualTo(LIMIT);
			assertThat(claude.callsOfEach()).hasSize(QUESTIONS).allSatisfy((question, calls) -> {
				assertThat(calls).as(question).isEqualTo(1);
			});
		});
	}

	@Test
	void p14KilledRedisNeverCostsMoreCallsAtOnceThanTheLimit() {
		this.runner.run((context) -> {
			Claude claude = askAround(context, Desk::limited, this.redis::kill);

			assertThat(claude.mostAtOnce()).isLessThanOrEqualTo(LIMIT);
			assertThat(claude.mostAtOnceOfOneQuestion()).isLessThanOrEqualTo(CALLS_WITHOUT_STORE);
		});
	}

	@Test
	void p14KilledRedisCostsFourCallsAtOnceForAQuestionWithoutAnyLimit() {
		this.runner.run((context) -> {
			Claude claude = askAround(context, Desk::unlimited, this.redis::kill);

			assertThat(claude.mostAtOnceOfOneQuestion()).isEqualTo(CALLS_WITHOUT_STORE);
		});
	}

	@Test
	void p14TheControlWithoutBothLimitsFallsUponClaude() {
		this.runner.withPropertyValues("claude.cache.single-flight.calls-without-store=1000").run((context) -> {
			Claude claude = askAround(context, Desk::unlimited, this.redis::kill);

			assertThat(claude.mostAtOnce()).isGreaterThan(2 * LIMIT);
			assertThat(claude.mostAtOnceOfOneQuestion()).isGreaterThan(2 * CALLS_WITHOUT_STORE);
		});
	}

	/**
	 * Asks 200 times a second; after a quarter of the questions something happens. What
	 * Claude is asked before that does not count.
	 */
	private static Claude askAround(ApplicationContext context, BiFunction<Desk, String, ClaudeAnswer<String>> method,
			Runnable event) {
		AnswerStore store = context.getBean(AnswerStore.class);
		Eventually.holds("Redis is available", () -> store.status().available());
		Desk desk = context.getBean(Desk.class);
		Claude claude = context.getBean(Claude.class);
		ExecutorService callers = Executors.newCachedThreadPool();
		try {
			List<CompletableFuture<String>> answers = new ArrayList<>();
			for (int question = 0; question < QUESTIONS; question++) {
				String text = "q" + question;
				answers.add(CompletableFuture.supplyAsync(() -> method.apply(desk, text).value(), callers));
			}
			answers.forEach(Eventually::get);
			claude.forget();
			long due = System.nanoTime();
			for (int ask = 0; ask < ASKS; ask++) {
				if (ask == ASKS / 4) {
					event.run();
				}
				String text = "q" + ((ask % 2 == 0) ? 0 : ask / 2 % QUESTIONS);
				answers.add(CompletableFuture.supplyAsync(() -> method.apply(desk, text).value(), callers));
				due += BETWEEN_ASKS_NANOS;
				LockSupport.parkNanos(due - System.nanoTime());
			}
			assertThat(answers).allSatisfy((answer) -> assertThat(Eventually.get(answer)).startsWith("answer to q"));
		}
		finally {
			callers.shutdown();
		}
		logger.info(claude);
		return claude;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	@EnableResilientMethods
	static class Application {

		@Bean
		Claude claude() {
			return new Claude();
		}

		@Bean
		Desk desk(Claude claude) {
			return new Desk(claude);
		}

	}

	static class Desk {

		private final Claude claude;

		Desk(Claude claude) {
			this.claude = claude;
		}

		@ConcurrencyLimit(LIMIT)
		@ClaudeCached(name = "limited", volatility = "reference")
		ClaudeAnswer<String> limited(@CacheMessage String question) {
			return this.claude.answer(question);
		}

		@ClaudeCached(name = "unlimited", volatility = "reference")
		ClaudeAnswer<String> unlimited(@CacheMessage String question) {
			return this.claude.answer(question);
		}

	}

	/**
	 * Takes 200 ms for an answer and counts.
	 */
	static class Claude {

		private final Map<String, Calls> ofEach = new ConcurrentHashMap<>();

		private final Calls all = new Calls();

		ClaudeAnswer<String> answer(String question) {
			Calls own = this.ofEach.computeIfAbsent(question, (any) -> new Calls());
			this.all.begin();
			own.begin();
			long due = System.nanoTime() + ANSWER_NANOS;
			while (System.nanoTime() < due) {
				LockSupport.parkNanos(due - System.nanoTime());
			}
			own.end();
			this.all.end();
			return ClaudeAnswer.complete("answer to " + question);
		}

		void forget() {
			this.ofEach.clear();
			this.all.forget();
		}

		int mostAtOnce() {
			return this.all.most.get();
		}

		int mostAtOnceOfOneQuestion() {
			return this.ofEach.values().stream().mapToInt((calls) -> calls.most.get()).max().orElse(0);
		}

		Map<String, Integer> callsOfEach() {
			Map<String, Integer> calls = new ConcurrentHashMap<>();
			this.ofEach.forEach((question, own) -> calls.put(question, own.count.get()));
			return calls;
		}

		@Override
		public String toString() {
			return this.all.count + " calls, at most " + mostAtOnce() + " at once, of one question at most "
					+ mostAtOnceOfOneQuestion();
		}

	}

	/**
	 * How many calls there were, and how many at once.
	 */
	private static final class Calls {

		private final AtomicInteger count = new AtomicInteger();

		private final AtomicInteger present = new AtomicInteger();

		private final AtomicInteger most = new AtomicInteger();

		void begin() {
			this.count.incrementAndGet();
			int now = this.present.incrementAndGet();
			this.most.accumulateAndGet(now, Math::max);
		}

		void end() {
			this.present.decrementAndGet();
		}

		void forget() {
			this.count.set(0);
			this.most.set(0);
		}

	}

}
