package io.github.claudecache.aop;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.testsupport.EventLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Whose answers are served, and whose are voided.
 */
class TenancyTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
		.withUserConfiguration(Enabled.class)
		.withBean(EventLog.class)
		.withBean(Desk.class);

	@Test
	void withoutAResolverThereIsOneTenant() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThat(desk.plain("q")).isEqualTo(desk.plain("q"));
			assertThat(context.getBean(EventLog.class).events(CacheEvent.Stored.class))
				.extracting(CacheEvent.Stored::tenant)
				.containsExactly(TenantId.DEFAULT);
		});
	}

	@Test
	void aCallWithoutATenantIsCountedAndNotCached() {
		notCached(this.runner.withBean(TenantResolver.class, () -> () -> null));
		notCached(this.runner.withBean(TenantResolver.class, () -> () -> {
			throw new IllegalStateException("no request");
		}));
		notCached(this.runner.withPropertyValues("claude.cache.tenancy.required=true"));
	}

	@Test
	void whereNoTenantIsRequiredACallWithoutOneBelongsToTheDefault() {
		this.runner.withPropertyValues("claude.cache.tenancy.required=false")
			.withBean(TenantResolver.class, () -> () -> null)
			.run((context) -> {
				Desk desk = context.getBean(Desk.class);
				assertThat(desk.plain("q")).isEqualTo(desk.plain("q"));
			});
	}

	@Test
	void anArgumentThatNamesTheTenantWinsOverTheResolver() {
		this.runner.withBean(TenantResolver.class, () -> () -> new TenantId("resolved")).run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.named("q", "acme");
			assertThat(context.getBean(EventLog.class).events(CacheEvent.Stored.class))
				.extracting((event) -> event.tenant().value())
				.containsExactly("acme");
			for (String none : new String[] { null, "", "  " }) {
				assertThat(desk.named("q", none)).isNotEqualTo(desk.named("q", none));
			}
			assertThat(context.getBean(EventLog.class).stored()).isEqualTo(1);
		});
	}

	@Test
	void tenantsThatDifferInAnyCharacterNeverShare() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThat(new String[] { desk.named("q", "acme"), desk.named("q", "Acme"),
					desk.named("q", "acme".toUpperCase(Locale.ROOT)), desk.named("q", "\uff41cme") })
				.doesNotHaveDuplicates();
			assertThat(context.getBean(EventLog.class).served()).isZero();
		});
	}

	@Test
	void anInvalidationReachesItsTenantOnlyUnlessItIsForAll() {
		this.runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			String ofA = desk.named("q", "a");
			String ofB = desk.named("q", "b");
			desk.publish("q", "a");
			assertThat(desk.named("q", "a")).isNotEqualTo(ofA);
			assertThat(desk.named("q", "b")).isEqualTo(ofB);
			String again = desk.named("q", "a");
			desk.publishToAll("q");
			assertThat(desk.named("q", "a")).isNotEqualTo(again);
			assertThat(desk.named("q", "b")).isNotEqualTo(ofB);
		});
	}

	@Test
	void anInvalidationForAnUnknownTenantFailsAfterTheMethodHasRun() {
		this.runner.withBean(TenantResolver.class, () -> () -> null).run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThat(catchThrowable(() -> desk.change("q"))).isInstanceOf(InvalidationFailedException.class);
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(catchThrowable(() -> desk.changeLater("q").get()))
				.hasCauseInstanceOf(InvalidationFailedException.class);
			assertThat(desk.calls()).isEqualTo(2);
			assertThat(catchThrowable(() -> desk.changeMono("q").block()))
				.isInstanceOf(InvalidationFailedException.class);
			assertThat(desk.calls()).isEqualTo(3);
		});
	}

	@Test
	void theTenantOfAMonoIsThatOfItsSubscriber() {
		this.runner
			.withBean(ReactiveTenantResolver.class,
					() -> (context) -> Mono.justOrEmpty(context.<TenantId>getOrEmpty("tenant")))
			.run((context) -> {
				Mono<String> mono = context.getBean(Desk.class).mono("q");
				Mono<String> ofA = mono.contextWrite((any) -> any.put("tenant", new TenantId("a")));
				Mono<String> ofB = mono.contextWrite((any) -> any.put("tenant", new TenantId("b")));
				assertThat(ofA.block()).isEqualTo(ofA.block()).isNotEqualTo(ofB.block());
				assertThat(mono.block()).isNotEqualTo(mono.block());
			});
	}

	private static void notCached(ApplicationContextRunner runner) {
		runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThat(desk.plain("q")).isNotEqualTo(desk.plain("q"));
			EventLog events = context.getBean(EventLog.class);
			assertThat(events.stored()).isZero();
			assertThat(events.events(CacheEvent.Bypassed.class)).extracting(CacheEvent.Bypassed::reason)
				.containsExactly(BypassReason.TENANT_MISSING, BypassReason.TENANT_MISSING);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Enabled {

	}

	static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		int calls() {
			return this.calls.get();
		}

		private String next() {
			return "answer " + this.calls.incrementAndGet();
		}

		@ClaudeCached(name = "plain", volatility = "reference", trust = true)
		String plain(String topic) {
			return next();
		}

		@ClaudeCached(name = "named", volatility = "reference", trust = true, tags = "'t:' + #topic")
		String named(String topic, @CacheTenant @Nullable String tenant) {
			return next();
		}

		@ClaudeCached(name = "mono", volatility = "reference", trust = true)
		Mono<String> mono(String topic) {
			return Mono.fromSupplier(this::next);
		}

		@ClaudeCacheInvalidate(tags = "'t:' + #topic")
		void publish(String topic, @CacheTenant String tenant) {
		}

		@ClaudeCacheInvalidate(tags = "'t:' + #topic", allTenants = true)
		void publishToAll(String topic) {
		}

		@ClaudeCacheInvalidate(tags = "'t:' + #topic")
		String change(String topic) {
			return next();
		}

		@ClaudeCacheInvalidate(tags = "'t:' + #topic")
		CompletableFuture<String> changeLater(String topic) {
			return CompletableFuture.completedFuture(next());
		}

		@ClaudeCacheInvalidate(tags = "'t:' + #topic")
		Mono<String> changeMono(String topic) {
			return Mono.fromSupplier(this::next);
		}

	}

}
