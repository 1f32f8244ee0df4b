package io.github.claudecache.transaction;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.store.ForwardingAnswerStore;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Rows L21, L27 and L28 of the interleavings, with a real database and its transaction
 * manager.
 */
class TransactionTests {

	private static final Tag RETURNS = new Tag("doc:returns");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
				ClaudeCacheAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true")
		.withUserConfiguration(Application.class);

	@Test
	void l21InvalidationInsideATransactionHoldsAfterTheCommitOnly() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			transaction.executeWithoutResult((status) -> {
				Invalidation deferred = context.getBean(TagInvalidationService.class)
					.invalidate(TenantId.DEFAULT, RETURNS);
				assertThat(deferred.applied()).isFalse();
				assertThat(desk.answer("q").outcome()).isEqualTo(Outcome.EXACT);
			});
			assertThat(desk.answer("q").outcome()).isEqualTo(Outcome.MISS);
		});
	}

	@Test
	void l21RollbackInvalidatesNothing() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			assertThatIllegalStateException()
				.isThrownBy(() -> context.getBean(Publisher.class).publishAndFail("60 days"));
			assertThat(desk.answer("q").outcome()).isEqualTo(Outcome.EXACT);
		});
	}

	@Test
	void l21AnnotatedTransactionalMethodInvalidatesAfterItsOwnCommit() {
		run((context, desk, transaction) -> {
			assertThat(desk.answerText("q")).isEqualTo("30 days");
			context.getBean(Publisher.class).publish("60 days");
			assertThat(desk.answerText("q")).isEqualTo("60 days");
		});
	}

	@Test
	void l21AnnotatedMethodInsideAnOuterTransactionWaitsForTheOuterCommit() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			transaction.executeWithoutResult((status) -> {
				context.getBean(Publisher.class).publish("60 days");
				assertThat(desk.answer("q").outcome()).isEqualTo(Outcome.EXACT);
			});
			assertThat(desk.answerText("q")).isEqualTo("60 days");
		});
	}

	@Test
	void l21NestedTransactionThatCommitsByItselfInvalidatesEvenIfTheOuterOneRollsBack() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			transaction.executeWithoutResult((status) -> {
				context.getBean(Publisher.class).publishInItsOwnTransaction("60 days");
				status.setRollbackOnly();
			});
			assertThat(desk.answerText("q")).isEqualTo("60 days");
		});
	}

	@Test
	void l21AsynchronousTransactionalMethodInvalidatesWhenItHasCommitted() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			context.getBean(Publisher.class).publishLater("60 days").get(10, TimeUnit.SECONDS);
			assertThat(desk.answerText("q")).isEqualTo("60 days");
		});
	}

	@Test
	void failedInvalidationReachesTheCallerOfTheCommitAlthoughTheDataIsCommitted() {
		run((context, desk, transaction) -> {
			context.getBean(FragileStore.class).goAway();
			assertThatExceptionOfType(InvalidationFailedException.class)
				.isThrownBy(() -> context.getBean(Publisher.class).publish("60 days"));
			assertThat(desk.source()).isEqualTo("60 days");
			assertThatExceptionOfType(InvalidationFailedException.class).isThrownBy(
					() -> transaction.executeWithoutResult((status) -> context.getBean(TagInvalidationService.class)
						.invalidate(TenantId.DEFAULT, RETURNS)));
		});
	}

	@Test
	void l27MissInsideATransactionWithAnOldSnapshotIsReturnedButNotKept() {
		run((context, desk, transaction) -> {
			transaction.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
			transaction.executeWithoutResult((status) -> {
				assertThat(desk.source()).isEqualTo("30 days");
				CompletableFuture.runAsync(() -> context.getBean(Publisher.class).publish("60 days")).join();
				ClaudeAnswer<String> old = desk.answered("q");
				assertThat(old.value()).isEqualTo("30 days");
				assertThat(old.provenance().refusal()).isEqualTo(RefusalReason.IN_TRANSACTION);
			});
			assertThat(desk.answerText("q")).isEqualTo("60 days");
		});
	}

	@Test
	void l28MissThenRollbackLeavesNothing() {
		run((context, desk, transaction) -> {
			transaction.executeWithoutResult((status) -> {
				context.getBean(JdbcTemplate.class).update("UPDATE document SET text = 'never committed'");
				assertThat(desk.answerText("q")).isEqualTo("never committed");
				status.setRollbackOnly();
			});
			assertThat(desk.answered("q").value()).isEqualTo("30 days");
			assertThat(desk.answer("q").outcome()).isEqualTo(Outcome.EXACT);
		});
	}

	@Test
	void hitsAreServedInsideATransaction() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			transaction
				.executeWithoutResult((status) -> assertThat(desk.answer("q").outcome()).isEqualTo(Outcome.EXACT));
		});
	}

	@Test
	void missOutsideATransactionIsKept() {
		run((context, desk, transaction) -> {
			assertThat(desk.answer("q").refusal()).isNull();
			assertThat(desk.answer("q").outcome()).isEqualTo(Outcome.EXACT);
		});
	}

	private void run(Scenario scenario) {
		ContextConsumer<AssertableApplicationContext> consumer = (context) -> {
			JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
			jdbc.execute("CREATE TABLE document (text VARCHAR(100))");
			jdbc.update("INSERT INTO document VALUES ('30 days')");
			scenario.play(context, new Questions(context.getBean(Desk.class)),
					new TransactionTemplate(context.getBean(PlatformTransactionManager.class)));
		};
		this.runner.run(consumer);
	}

	/**
	 * Asks through the proxy.
	 */
	private record Questions(Desk desk) {

		ClaudeAnswer<String> answered(String question) {
			return this.desk.answered(question);
		}

		Provenance answer(String question) {
			return answered(question).provenance();
		}

		String answerText(String question) {
			return answered(question).value();
		}

		String source() {
			return this.desk.source();
		}

	}

	@FunctionalInterface
	interface Scenario {

		void play(AssertableApplicationContext context, Questions desk, TransactionTemplate transaction)
				throws Exception;

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	@EnableAsync
	static class Application {

		@Bean
		FragileStore store() {
			return new FragileStore(new InMemoryAnswerStore());
		}

		@Bean
		Desk desk(JdbcTemplate jdbc) {
			return new Desk(jdbc);
		}

		@Bean
		Publisher publisher(JdbcTemplate jdbc) {
			return new Publisher(jdbc);
		}

	}

	static class FragileStore extends ForwardingAnswerStore {

		private final AtomicBoolean away = new AtomicBoolean();

		FragileStore(AnswerStore store) {
			super(store);
		}

		void goAway() {
			this.away.set(true);
		}

		@Override
		public CompletionStage<Invalidation> invalidate(InvalidationScope scope, Set<Tag> tags) {
			return this.away.get() ? CompletableFuture.failedStage(new IllegalStateException("away"))
					: super.invalidate(scope, tags);
		}

	}

	static class Publisher {

		private final JdbcTemplate jdbc;

		Publisher(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Transactional
		@ClaudeCacheInvalidate(tags = "'doc:returns'")
		public void publish(String text) {
			this.jdbc.update("UPDATE document SET text = ?", text);
		}

		@Transactional
		@ClaudeCacheInvalidate(tags = "'doc:returns'")
		public void publishAndFail(String text) {
			this.jdbc.update("UPDATE document SET text = ?", text);
			throw new IllegalStateException("rolled back");
		}

		@Transactional(propagation = Propagation.REQUIRES_NEW)
		@ClaudeCacheInvalidate(tags = "'doc:returns'")
		public void publishInItsOwnTransaction(String text) {
			this.jdbc.update("UPDATE document SET text = ?", text);
		}

		@Async
		@Transactional
		@ClaudeCacheInvalidate(tags = "'doc:returns'")
		public CompletableFuture<String> publishLater(String text) {
			this.jdbc.update("UPDATE document SET text = ?", text);
			return CompletableFuture.completedFuture(text);
		}

	}

	static class Desk {

		private final JdbcTemplate jdbc;

		Desk(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@ClaudeCached(name = "faq", volatility = "reference", tags = "'doc:returns'")
		public ClaudeAnswer<String> answered(@CacheMessage String question) {
			return ClaudeAnswer.complete(source());
		}

		public String source() {
			return this.jdbc.queryForObject("SELECT text FROM document", String.class);
		}

	}

}
