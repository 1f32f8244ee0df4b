package io.github.claudecache.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisFault;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisProxy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P29: an application stops quickly whatever state Redis is in, and leaves nothing
 * behind.
 */
class CleanStopTests {

	private static final Log logger = LogFactory.getLog(CleanStopTests.class);

	private static final Duration LIMIT = Duration.ofSeconds(2);

	private static final int RESTARTS = 50;

	private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);

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
	void p29ApplicationStopsWhileRedisIsUp() {
		try (LogLines lines = LogLines.fromNowOn(); AnnotationConfigApplicationContext context = application()) {
			awaitAvailable(context);
			ask(context);

			assertThat(closing(context)).isLessThan(LIMIT);
			assertThat(lines.warnings()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "KILLED", "STOPPED", "BLACK_HOLE", "RESET", "SLOW" })
	void p29ApplicationStopsWhileRedisFails(RedisFault fault) {
		try (AnnotationConfigApplicationContext context = application()) {
			awaitAvailable(context);
			fault.begin(this.redis, this.proxy);
			ask(context);

			assertThat(closing(context)).isLessThan(LIMIT);
			fault.end(this.redis, this.proxy);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "KILLED", "STOPPED", "BLACK_HOLE", "RESET", "SLOW" })
	void p29ApplicationStopsThatNeverReachedRedis(RedisFault fault) {
		fault.begin(this.redis, this.proxy);
		try (LogLines lines = LogLines.fromNowOn(); AnnotationConfigApplicationContext context = application()) {
			ask(context);

			assertThat(closing(context)).isLessThan(LIMIT);
			assertThat(lines.warnings()).isEmpty();
		}
		fault.end(this.redis, this.proxy);
	}

	@Test
	void p29ApplicationStopsWhileItsConnectionIsNotEvenAccepted() throws IOException {
		try (SilentPort port = new SilentPort();
				LogLines lines = LogLines.fromNowOn();
				AnnotationConfigApplicationContext context = application(port.number())) {
			ask(context);

			assertThat(closing(context)).isLessThan(LIMIT);
			assertThat(lines.warnings()).isEmpty();
		}
	}

	@Test
	void p29RestartsLeaveNoThreadsAndNoConnections() {
		// The JDK and Netty have threads that begin with the first use and stay.
		restart();
		long connections = clients();
		Set<Thread> before = threads();
		try (LogLines lines = LogLines.fromNowOn()) {
			for (int restart = 0; restart < RESTARTS; restart++) {
				restart();
			}

			assertThat(lines.warnings()).isEmpty();
		}
		Eventually.holds("the threads have ended", BETWEEN_QUESTIONS, () -> before.containsAll(threads()));
		Eventually.holds("the connections have ended", BETWEEN_QUESTIONS, () -> clients() <= connections);
	}

	private void restart() {
		try (AnnotationConfigApplicationContext context = application()) {
			awaitAvailable(context);
			ask(context);
			assertThat(closing(context)).isLessThan(LIMIT);
		}
	}

	private AnnotationConfigApplicationContext application() {
		return application(this.proxy.port());
	}

	private static AnnotationConfigApplicationContext application(int port) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of("spring.data.redis.port=" + port).applyTo(context);
		context.register(Application.class);
		context.refresh();
		return context;
	}

	private static void awaitAvailable(AnnotationConfigApplicationContext context) {
		AnswerStore store = context.getBean(AnswerStore.class);
		Eventually.holds("Redis is available", () -> store.status().available());
	}

	private static void ask(AnnotationConfigApplicationContext context) {
		ClaudeAnswer<String> answer = context.getBean(Desk.class).answer("q");
		assertThat(answer.value()).isEqualTo("30 days");
	}

	private static Duration closing(AnnotationConfigApplicationContext context) {
		long began = System.nanoTime();
		context.close();
		Duration taken = Duration.ofNanos(System.nanoTime() - began);
		logger.info("Closing took " + taken.toMillis() + " ms");
		return taken;
	}

	private long clients() {
		return this.redis.command("CLIENT", "LIST").text().lines().count();
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).collect(Collectors.toSet());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	@ImportAutoConfiguration({ DataRedisAutoConfiguration.class, ClaudeCacheAutoConfiguration.class })
	static class Application {

		@Bean
		Desk desk() {
			return new Desk();
		}

	}

	static class Desk {

		@ClaudeCached(name = "faq", volatility = "static")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("30 days");
		}

	}

	/**
	 * A port whose queue of connections is full, so that a further one is neither
	 * accepted nor refused.
	 */
	private static final class SilentPort implements AutoCloseable {

		private static final int MOST = 64;

		private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

		private final List<Socket> queued = new ArrayList<>();

		private SilentPort() throws IOException {
			boolean full = false;
			while (!full) {
				assertThat(this.queued.size()).isLessThan(MOST);
				Socket next = new Socket();
				try {
					next.connect(new InetSocketAddress(this.listener.getInetAddress(), number()), 500);
					this.queued.add(next);
				}
				catch (SocketTimeoutException ex) {
					next.close();
					full = true;
				}
			}
		}

		private int number() {
			return this.listener.getLocalPort();
		}

		@Override
		public void close() {
			try {
				for (Socket socket : this.queued) {
					socket.close();
				}
				this.listener.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
