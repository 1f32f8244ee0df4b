package io.github.claudecache.transaction;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import javax.sql.DataSource;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.store.FaultyStore;
import io.github.claudecache.testsupport.store.StoreFault;
import io.github.claudecache.testsupport.store.StoreOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Rows L21 and L27 where the invalidation or the miss does not happen on the thread, or
 * at the time, of the transaction: futures, reactive calls inside a blocking transaction,
 * and callbacks of the transaction's end.
 */
class TransactionEdgeTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class, TransactionAutoConfiguration.class,
				ClaudeCacheAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true")
		.withUserConfiguration(Application.class);

	@Test
	void aFutureThatSucceedsBeforeTheCommitInvalidatesAfterIt() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			transaction.executeWithoutResult((status) -> {
				Eventually.get(desk.publishLater(CompletableFuture.supplyAsync(() -> "returns")));
				assertThat(hit(desk)).isTrue();
			});
			assertThat(hit(desk)).isFalse();
		});
	}

	@Test
	void aFutureThatSucceedsAfterTheCommitInvalidatesThen() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			CompletableFuture<String> work = new CompletableFuture<>();
			CompletableFuture<String> published = transaction.execute((status) -> desk.publishLater(work));
			assertThat(hit(desk)).isTrue();
			work.complete("returns");
			assertThat(Eventually.get(published)).isEqualTo("returns");
			assertThat(hit(desk)).isFalse();
		});
	}

	@Test
	void aFutureInsideATransactionThatRollsBackInvalidatesNothing() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			CompletableFuture<String> late = new CompletableFuture<>();
			transaction.executeWithoutResult((status) -> {
				Eventually.get(desk.publishLater(CompletableFuture.supplyAsync(() -> "returns")));
				desk.publishLater(late);
				status.setRollbackOnly();
			});
			late.complete("returns");
			assertThat(hit(desk)).isTrue();
		});
	}

	@Test
	void aFutureThatFailsInvalidatesNothingAndKeepsItsException() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			IllegalStateException failure = new IllegalStateException();
			CompletableFuture<Throwable> seen = desk.publishLater(CompletableFuture.failedFuture(failure))
				.handle((value, error) -> error);
			assertThat(Eventually.get(seen)).isSameAs(failure);
			assertThat(hit(desk)).isTrue();
		});
	}

	@Test
	void aFutureOutsideATransactionTellsItsCallerOfAFailedInvalidation() {
		run((context, desk, transaction) -> {
			context.getBean(FaultyStore.class).plant(StoreOperation.INVALIDATE, StoreFault.FAILS);
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> desk.publishLater(CompletableFuture.completedFuture("returns")).join())
				.withCauseInstanceOf(InvalidationFailedException.class);
		});
	}

	@Test
	void aFailedInvalidationOfAFutureReachesTheCallerOfTheCommit() {
		run((context, desk, transaction) -> {
			context.getBean(FaultyStore.class).plant(StoreOperation.INVALIDATE, StoreFault.FAILS);
			assertThatExceptionOfType(InvalidationFailedException.class)
				.isThrownBy(() -> transaction.executeWithoutResult(
						(status) -> Eventually.get(desk.publishLater(CompletableFuture.supplyAsync(() -> "returns")))));
		});
	}

	@Test
	void aMonoInsideABlockingTransactionInvalidatesAfterItsCommit() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			transaction.executeWithoutResult((status) -> {
				desk.publishMono("returns").block(BOUND);
				assertThat(hit(desk)).isTrue();
			});
			assertThat(hit(desk)).isFalse();
			hit(desk);
			transaction.executeWithoutResult((status) -> {
				desk.publishMono("returns").block(BOUND);
				status.setRollbackOnly();
			});
			assertThat(hit(desk)).isTrue();
		});
	}

	@Test
	void aMissOfAMonoInsideABlockingTransactionIsNotKept() {
		run((context, desk, transaction) -> {
			transaction
				.executeWithoutResult((status) -> assertThat(desk.answerMono("q").block(BOUND).provenance().refusal())
					.isEqualTo(RefusalReason.IN_TRANSACTION));
			assertThat(desk.answerMono("q").block(BOUND).provenance().hit()).isFalse();
			transaction.executeWithoutResult(
					(status) -> assertThat(desk.answerMono("q").block(BOUND).provenance().hit()).isTrue());
		});
	}

	@Test
	void aMissOfAFutureInsideATransactionIsNotKept() {
		run((context, desk, transaction) -> {
			transaction.executeWithoutResult(
					(status) -> assertThat(Eventually.get(desk.answerLater("q")).provenance().refusal())
						.isEqualTo(RefusalReason.IN_TRANSACTION));
			assertThat(Eventually.get(desk.answerLater("q")).provenance().hit()).isFalse();
		});
	}

	@ParameterizedTest
	@EnumSource(TransactionPhase.class)
	void anInvalidationInACallbackOfTheTransactionIsNeverLost(TransactionPhase phase) {
		run((context, desk, transaction) -> {
			desk.answer("q");
			transaction.executeWithoutResult((status) -> {
				context.publishEvent(new Published(phase));
				if (phase == TransactionPhase.AFTER_ROLLBACK) {
					status.setRollbackOnly();
				}
				assertThat(hit(desk)).isTrue();
			});
			assertThat(hit(desk)).isFalse();
		});
	}

	@Test
	void aCallbackBeforeACommitThatDoesNotComeInvalidatesNothing() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			transaction.executeWithoutResult((status) -> {
				context.publishEvent(new Published(TransactionPhase.BEFORE_COMMIT));
				context.publishEvent(new Published(TransactionPhase.AFTER_COMMIT));
				status.setRollbackOnly();
			});
			assertThat(hit(desk)).isTrue();
		});
	}

	@Test
	void aCommitThatMayHaveSucceededInvalidates() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			context.getBean(LosingTransactionManager.class).loseTheReply();
			assertThatExceptionOfType(TransactionSystemException.class)
				.isThrownBy(() -> transaction.executeWithoutResult((status) -> desk.publish("returns")));
			assertThat(hit(desk)).isFalse();
		});
	}

	@Test
	void aReadOnlyTransactionIsATransaction() {
		run((context, desk, transaction) -> {
			transaction.setReadOnly(true);
			transaction.executeWithoutResult((status) -> assertThat(desk.answer("q").provenance().refusal())
				.isEqualTo(RefusalReason.IN_TRANSACTION));
		});
	}

	@Test
	void programmaticInvalidationOfSeveralTagsSaysThatItWaits() {
		run((context, desk, transaction) -> {
			desk.answer("q");
			Invalidation deferred = transaction.execute((status) -> context.getBean(TagInvalidationService.class)
				.invalidate(TenantId.DEFAULT, List.of(new Tag("other"), new Tag("returns"))));
			assertThat(deferred.status()).isEqualTo(Invalidation.Status.DEFERRED_TO_COMMIT);
			assertThat(hit(desk)).isFalse();
		});
	}

	private static boolean hit(Desk desk) {
		return desk.answer("q").provenance().hit();
	}

	private void run(Check check) {
		this.runner.run((context) -> check.check(context, context.getBean(Desk.class),
				new TransactionTemplate(context.getBean(LosingTransactionManager.class))));
	}

	interface Check {

		void check(AssertableApplicationContext context, Desk desk, TransactionTemplate transaction);

	}

	record Published(TransactionPhase phase) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Application {

		@Bean
		FaultyStore store() {
			return new FaultyStore(new InMemoryAnswerStore());
		}

		@Bean
		LosingTransactionManager transactionManager(DataSource source) {
			return new LosingTransactionManager(source);
		}

		@Bean
		Desk desk() {
			return new Desk();
		}

		@Bean
		Listener listener(Desk desk) {
			return new Listener(desk);
		}

	}

	/**
	 * A manager whose connection can break after the database has committed.
	 */
	static final class LosingTransactionManager extends JdbcTransactionManager {

		private boolean losing;

		LosingTransactionManager(DataSource source) {
			super(source);
		}

		void loseTheReply() {
			this.losing = true;
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			super.doCommit(status);
			if (this.losing) {
				throw new TransactionSystemException("The reply to the commit was lost");
			}
		}

	}

	static class Desk {

		@ClaudeCached(name = "answer", volatility = "reference", tags = "'returns'")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete(question);
		}

		@ClaudeCached(name = "later", volatility = "reference")
		CompletableFuture<ClaudeAnswer<String>> answerLater(@CacheMessage String question) {
			return CompletableFuture.supplyAsync(() -> ClaudeAnswer.complete(question));
		}

		@ClaudeCached(name = "mono", volatility = "reference")
		Mono<ClaudeAnswer<String>> answerMono(@CacheMessage String question) {
			return Mono.fromSupplier(() -> ClaudeAnswer.complete(question));
		}

		@ClaudeCacheInvalidate(tags = "#tag")
		void publish(String tag) {
		}

		@ClaudeCacheInvalidate(tags = "#result")
		CompletableFuture<String> publishLater(CompletableFuture<String> work) {
			return work;
		}

		@ClaudeCacheInvalidate(tags = "#result")
		Mono<String> publishMono(String tag) {
			return Mono.just(tag);
		}

	}

	static class Listener {

		private final Desk desk;

		Listener(Desk desk) {
			this.desk = desk;
		}

		@TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
		void beforeCommit(Published event) {
			publish(event, TransactionPhase.BEFORE_COMMIT);
		}

		@TransactionalEventListener
		void afterCommit(Published event) {
			publish(event, TransactionPhase.AFTER_COMMIT);
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
		void afterRollback(Published event) {
			publish(event, TransactionPhase.AFTER_ROLLBACK);
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
		void afterCompletion(Published event) {
			publish(event, TransactionPhase.AFTER_COMPLETION);
		}

		private void publish(Published event, TransactionPhase phase) {
			if (event.phase() == phase) {
				this.desk.publish("returns");
			}
		}

	}

}
