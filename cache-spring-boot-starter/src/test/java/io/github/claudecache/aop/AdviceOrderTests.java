package io.github.claudecache.aop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.Advised;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where the cache stands among the other advice of a method.
 */
class AdviceOrderTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class));

	@AfterEach
	void logOut() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void hitIsNeverServedToACallerWhoIsNotAllowed() {
		this.runner.withUserConfiguration(Secured.class).run((context) -> {
			SecuredDesk desk = context.getBean(SecuredDesk.class);
			logIn("ROLE_STAFF");
			desk.answer("What is the margin?");
			logIn("ROLE_CUSTOMER");
			assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> desk.answer("What is the margin?"));
		});
	}

	@Test
	void controlCacheInFrontOfMethodSecurityLeaksTheHit() {
		this.runner.withUserConfiguration(Secured.class)
			.withPropertyValues("claude.cache.interceptor.order=-1000")
			.run((context) -> {
				SecuredDesk desk = context.getBean(SecuredDesk.class);
				logIn("ROLE_STAFF");
				desk.answer("What is the margin?");
				logIn("ROLE_CUSTOMER");
				assertThat(desk.answer("What is the margin?").provenance().outcome()).isEqualTo(Outcome.EXACT);
			});
	}

	@Test
	void retriedCallIsOneLookupAndOneStore() {
		this.runner.withUserConfiguration(Resilient.class).run((context) -> {
			ResilientDesk desk = context.getBean(ResilientDesk.class);
			assertThat(desk.flaky("q").value()).isEqualTo("attempt 3");
			assertThat(desk.flaky("q").provenance().outcome()).isEqualTo(Outcome.EXACT);
			assertThat(context.getBean(Events.class).names()).containsExactly("Missed", "Stored", "Served");
		});
	}

	@Test
	void hitNeedsNoPermitOfAConcurrencyLimit() {
		this.runner.withUserConfiguration(Resilient.class).run((context) -> {
			ResilientDesk desk = context.getBean(ResilientDesk.class);
			desk.limited("known", null);
			CountDownLatch release = new CountDownLatch(1);
			// Not the common pool: on two cores it may have one thread, which this
			// blocks.
			Executor threads = (task) -> new Thread(task).start();
			CompletableFuture<?> holdsThePermit = CompletableFuture.runAsync(() -> desk.limited("slow", release),
					threads);
			desk.awaitEntered(2);
			CompletableFuture<Outcome> hit = CompletableFuture
				.supplyAsync(() -> desk.limited("known", null).provenance().outcome(), threads);
			assertThat(hit.get(10, TimeUnit.SECONDS)).isEqualTo(Outcome.EXACT);
			release.countDown();
			holdsThePermit.get(10, TimeUnit.SECONDS);
		});
	}

	@Test
	void cacheStandsInFrontOfResilience() {
		this.runner.withUserConfiguration(Resilient.class).run((context) -> {
			Advised desk = (Advised) context.getBean(ResilientDesk.class);
			List<String> advice = new ArrayList<>();
			for (var advisor : desk.getAdvisors()) {
				advice.add(advisor.getAdvice().getClass().getSimpleName());
			}
			assertThat(advice.indexOf("CachedMethodInterceptor")).isGreaterThanOrEqualTo(0)
				.isLessThan(advice.indexOf("RetryAnnotationInterceptor"));
			assertThat(advice).hasSize(3);
		});
	}

	private static void logIn(String role) {
		SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("user", "", role));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	@EnableMethodSecurity
	static class Secured {

		@Bean
		SecuredDesk desk() {
			return new SecuredDesk();
		}

	}

	static class SecuredDesk {

		@PreAuthorize("hasRole('STAFF')")
		@ClaudeCached(name = "margin", volatility = "reference")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("12 %");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	@EnableResilientMethods
	static class Resilient {

		@Bean
		ResilientDesk desk() {
			return new ResilientDesk();
		}

		@Bean
		Events events() {
			return new Events();
		}

	}

	static class ResilientDesk {

		private final AtomicInteger attempts = new AtomicInteger();

		private final AtomicInteger entered = new AtomicInteger();

		@Retryable(maxRetries = 3, delay = 1)
		@ClaudeCached(name = "flaky", volatility = "reference")
		ClaudeAnswer<String> flaky(@CacheMessage String question) {
			int attempt = this.attempts.incrementAndGet();
			if (attempt < 3) {
				throw new IllegalStateException("overloaded");
			}
			return ClaudeAnswer.complete("attempt " + attempt);
		}

		@ConcurrencyLimit(1)
		@ClaudeCached(name = "limited", volatility = "reference")
		ClaudeAnswer<String> limited(@CacheMessage String question, @CacheIgnore CountDownLatch release) {
			this.entered.incrementAndGet();
			if (release != null) {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
			return ClaudeAnswer.complete("answer");
		}

		void awaitEntered(int count) {
			while (this.entered.get() < count) {
				Thread.onSpinWait();
			}
		}

	}

	static class Events implements ClaudeCacheListener {

		private final List<String> names = new ArrayList<>();

		@Override
		public void onEvent(CacheEvent event) {
			this.names.add(event.getClass().getSimpleName());
		}

		List<String> names() {
			return this.names;
		}

	}

}
