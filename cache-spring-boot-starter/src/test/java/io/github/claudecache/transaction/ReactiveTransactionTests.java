package io.github.claudecache.transaction;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.reason.RefusalReason;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.reactive.TransactionalOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Rows L21, L27 and L28 for transactions that live in the Reactor context.
 */
class ReactiveTransactionTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
		.withUserConfiguration(Application.class);

	@Test
	void invalidationOfATransactionalMethodHoldsAfterItsCommit() {
		run((desk, publisher, transaction) -> {
			assertThat(ask(desk).value()).isEqualTo("30 days");
			publisher.publish("60 days").block(LIMIT);
			assertThat(ask(desk).value()).isEqualTo("60 days");
		});
	}

	@Test
	void invalidationInsideAnOuterTransactionWaitsForItsCommit() {
		run((desk, publisher, transaction) -> {
			ask(desk);
			Outcome before = publisher.publish("60 days")
				.then(desk.answer("q"))
				.map((answer) -> answer.provenance().outcome())
				.as(transaction::transactional)
				.block(LIMIT);
			assertThat(before).isEqualTo(Outcome.EXACT);
			assertThat(ask(desk).value()).isEqualTo("60 days");
		});
	}

	@Test
	void rollbackInvalidatesNothing() {
		run((desk, publisher, transaction) -> {
			ask(desk);
			assertThatIllegalStateException().isThrownBy(() -> publisher.publish("60 days")
				.then(Mono.error(new IllegalStateException("rolled back")))
				.as(transaction::transactional)
				.block(LIMIT));
			assertThat(ask(desk).provenance().outcome()).isEqualTo(Outcome.EXACT);
		});
	}

	@Test
	void failedMethodInvalidatesNothing() {
		run((desk, publisher, transaction) -> {
			ask(desk);
			assertThatIllegalStateException().isThrownBy(() -> publisher.publishAndFail("60 days").block(LIMIT));
			assertThat(ask(desk).provenance().outcome()).isEqualTo(Outcome.EXACT);
		});
	}

	@Test
	void missInsideATransactionIsReturnedButNotKept() {
		run((desk, publisher, transaction) -> {
			ClaudeAnswer<String> inside = desk.answer("q").as(transaction::transactional).block(LIMIT);
			assertThat(inside.value()).isEqualTo("30 days");
			assertThat(inside.provenance().refusal()).isEqualTo(RefusalReason.IN_TRANSACTION);
			assertThat(ask(desk).provenance().outcome()).isEqualTo(Outcome.MISS);
		});
	}

	@Test
	void aStreamInsideATransactionIsGivenButNotKept() {
		run((desk, publisher, transaction) -> {
			assertThat(desk.stream("q").as(transaction::transactional).collectList().block(LIMIT))
				.containsExactly("30 days");
			assertThat(desk.streams()).isEqualTo(1);
			for (int i = 0; i < 2; i++) {
				assertThat(desk.stream("q").collectList().block(LIMIT)).containsExactly("30 days");
				assertThat(desk.streams()).isEqualTo(2);
			}
		});
	}

	private static ClaudeAnswer<String> ask(Desk desk) {
		return desk.answer("q").block(LIMIT);
	}

	private void run(Scenario scenario) {
		this.runner.run((context) -> {
			DatabaseClient database = context.getBean(DatabaseClient.class);
			database.sql("CREATE TABLE document (text VARCHAR(100))").then().block(LIMIT);
			database.sql("INSERT INTO document VALUES ('30 days')").then().block(LIMIT);
			scenario.play(context.getBean(Desk.class), context.getBean(Publisher.class),
					context.getBean(TransactionalOperator.class));
		});
	}

	@FunctionalInterface
	interface Scenario {

		void play(Desk desk, Publisher publisher, TransactionalOperator transaction);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	@EnableTransactionManagement
	static class Application {

		@Bean
		ConnectionFactory connectionFactory() {
			return H2ConnectionFactory.inMemory("db" + System.nanoTime());
		}

		@Bean
		DatabaseClient databaseClient(ConnectionFactory connectionFactory) {
			return DatabaseClient.create(connectionFactory);
		}

		@Bean
		ReactiveTransactionManager transactionManager(ConnectionFactory connectionFactory) {
			return new R2dbcTransactionManager(connectionFactory);
		}

		@Bean
		TransactionalOperator transactionalOperator(ReactiveTransactionManager transactionManager) {
			return TransactionalOperator.create(transactionManager);
		}

		@Bean
		Desk desk(DatabaseClient database) {
			return new Desk(database);
		}

		@Bean
		Publisher publisher(DatabaseClient database) {
			return new Publisher(database);
		}

	}

	static class Desk {

		private final DatabaseClient database;

		private final AtomicInteger streams = new AtomicInteger();

		Desk(DatabaseClient database) {
			this.database = database;
		}

		@ClaudeCached(name = "faq", volatility = "reference", tags = "'doc:returns'")
		public Mono<ClaudeAnswer<String>> answer(@CacheMessage String question) {
			return this.database.sql("SELECT text FROM document")
				.map((row) -> row.get(0, String.class))
				.one()
				.map(ClaudeAnswer::complete);
		}

		@ClaudeCached(name = "stream", volatility = "reference", tags = "'doc:returns'", trust = true)
		public Flux<String> stream(@CacheMessage String question) {
			this.streams.incrementAndGet();
			return this.database.sql("SELECT text FROM document").map((row) -> row.get(0, String.class)).all();
		}

		// A proxy has fields of its own.
		public int streams() {
			return this.streams.get();
		}

	}

	static class Publisher {

		private final DatabaseClient database;

		Publisher(DatabaseClient database) {
			this.database = database;
		}

		@Transactional
		@ClaudeCacheInvalidate(tags = "'doc:returns'")
		public Mono<Void> publish(String text) {
			return this.database.sql("UPDATE document SET text = :text").bind("text", text).then();
		}

		@Transactional
		@ClaudeCacheInvalidate(tags = "'doc:returns'")
		public Mono<Void> publishAndFail(String text) {
			return this.database.sql("UPDATE document SET text = :text")
				.bind("text", text)
				.then()
				.then(Mono.error(new IllegalStateException("rolled back")));
		}

	}

}
