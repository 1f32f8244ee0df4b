package io.github.claudecache.aop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whose call it is. Two tenants never meet, and a call of nobody is not cached as soon as
 * the application knows tenants.
 */
class TenantOfCallTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private static final ThreadLocal<@Nullable Supplier<@Nullable TenantId>> CURRENT = new ThreadLocal<>();

	@Test
	void withoutAResolverEveryCallBelongsToOneTenant() {
		Application.with(Desk.class).run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.answer("q");
			assertThat(desk.answer("q").provenance().hit()).isTrue();
			assertThat(served(context).tenant()).isEqualTo(TenantId.DEFAULT);
		});
	}

	@Test
	void theResolverKeepsTenantsApart() {
		resolved().run((context) -> {
			Desk desk = context.getBean(Desk.class);
			String acme = as("acme", () -> desk.answer("q").value());
			String other = as("other", () -> desk.answer("q").value());
			assertThat(other).isNotEqualTo(acme);
			assertThat(as("acme", () -> desk.answer("q").value())).isEqualTo(acme);
			assertThat(served(context).tenant()).isEqualTo(new TenantId("acme"));
			for (String close : new String[] { "Acme", "ac:me", "acme:", "a", "\uff41cme", "acme\u0301" }) {
				assertThat(as(close, () -> desk.answer("q").provenance().hit())).as(close).isFalse();
			}
		});
	}

	@Test
	void aCallOfNobodyIsNotCachedOnceThereIsAResolver() {
		resolved().run((context) -> {
			assertBypassed(context, () -> null, BypassReason.TENANT_MISSING);
			assertBypassed(context, () -> new TenantId(" "), BypassReason.TENANT_MISSING);
			assertBypassed(context, () -> {
				throw new IllegalStateException();
			}, BypassReason.TENANT_MISSING);
			assertBypassed(context, () -> {
				throw new NoClassDefFoundError();
			}, BypassReason.TENANT_MISSING);
		});
	}

	@Test
	void aTenantMayBeRequiredWithoutAResolver() {
		Application.with(Desk.class).withPropertyValues("claude.cache.tenancy.required=true").run((context) -> {
			assertBypassed(context, () -> null, BypassReason.TENANT_MISSING);
			Desk desk = context.getBean(Desk.class);
			desk.of("q", new TenantId("acme"));
			assertThat(desk.of("q", new TenantId("acme")).provenance().hit()).isTrue();
		});
	}

	@Test
	void aTenantMayBeOptionalWithAResolver() {
		resolved().withPropertyValues("claude.cache.tenancy.required=false").run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.answer("q");
			assertThat(desk.answer("q").provenance().hit()).isTrue();
			assertThat(as("acme", () -> desk.answer("q").provenance().hit())).isFalse();
		});
	}

	@Test
	void aParameterComesBeforeTheResolver() {
		resolved().run((context) -> {
			Desk desk = context.getBean(Desk.class);
			as("acme", () -> desk.of("q", new TenantId("other")));
			assertThat(as("acme", () -> desk.of("q", new TenantId("other"))).provenance().hit()).isTrue();
			assertThat(served(context).tenant()).isEqualTo(new TenantId("other"));
			assertThat(as("acme", () -> desk.ofText("q", "other")).provenance().hit()).isFalse();
		});
	}

	@Test
	void aParameterThatIsNoTenantIsNotReplacedByTheResolver() {
		resolved().run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertReason(as("acme", () -> desk.ofText("q", null)), BypassReason.TENANT_MISSING);
			assertReason(as("acme", () -> desk.ofText("q", " ")), BypassReason.TENANT_MISSING);
			assertReason(as("acme", () -> desk.ofText("q", " acme")), BypassReason.KEY_FAILED);
			assertReason(as("acme", () -> desk.ofText("q", "a\nb")), BypassReason.KEY_FAILED);
			assertReason(as("acme", () -> desk.ofText("q", "x".repeat(300))), BypassReason.KEY_FAILED);
			assertReason(as("acme", () -> desk.of("q", null)), BypassReason.TENANT_MISSING);
			assertThat(context.getBean(EventLog.class).stored()).isZero();
		});
	}

	@Test
	void theResolverIsAskedOnTheThreadOfTheCall() {
		resolved().run((context) -> {
			Desk desk = context.getBean(Desk.class);
			CompletableFuture<ClaudeAnswer<String>> future = as("acme", () -> desk.future("q"));
			Mono<ClaudeAnswer<String>> mono = as("acme", () -> desk.mono("q"));
			Eventually.get(future);
			Eventually.get(CompletableFuture.supplyAsync(() -> mono.block(BOUND), (task) -> new Thread(task).start()));
			assertThat(context.getBean(EventLog.class).events(CacheEvent.Stored.class))
				.extracting(CacheEvent.Stored::tenant)
				.containsExactly(new TenantId("acme"), new TenantId("acme"));
		});
	}

	@Test
	void aReactiveResolverReadsTheContextOfTheSubscriber() {
		reactive().run((context) -> {
			Mono<ClaudeAnswer<String>> answer = context.getBean(Desk.class).mono("q");
			assertThat(of("acme", answer).provenance().outcome()).isEqualTo(Outcome.MISS);
			assertThat(of("other", answer).provenance().outcome()).isEqualTo(Outcome.MISS);
			assertThat(of("acme", answer).provenance().outcome()).isEqualTo(Outcome.EXACT);
			assertReason(answer.block(BOUND), BypassReason.TENANT_MISSING);
			assertReason(of("fails", answer), BypassReason.TENANT_MISSING);
			assertReason(of("throws", answer), BypassReason.TENANT_MISSING);
			assertReason(of("null", answer), BypassReason.TENANT_MISSING);
			Desk desk = context.getBean(Desk.class);
			assertReason(desk.answer("q"), BypassReason.TENANT_MISSING);
		});
	}

	@Test
	void aStreamBelongsToTheTenantOfItsSubscriber() {
		reactive().run((context) -> {
			Flux<String> answer = context.getBean(Desk.class).flux("q");
			String acme = of("acme", answer.collectList()).toString();
			assertThat(of("other", answer.collectList())).asString().isNotEqualTo(acme);
			assertThat(of("acme", answer.collectList())).asString().isEqualTo(acme);
			assertThat(served(context).tenant()).isEqualTo(new TenantId("acme"));
			for (String nobody : new String[] { "fails", "throws", "null", "empty" }) {
				assertThat(of(nobody, answer.collectList())).as(nobody).asString().isNotEqualTo(acme);
			}
			assertThat(context.getBean(EventLog.class).events(CacheEvent.Bypassed.class)).hasSize(4);
		});
	}

	@Test
	void aResolverThatSeesThreadsIsAskedOnTheThreadThatCallsTheMethod() {
		resolved().run((context) -> {
			Flux<String> acme = as("acme", () -> context.getBean(Desk.class).flux("q"));
			String answer = as("other", () -> acme.blockLast(BOUND));
			assertThat(as("other", () -> context.getBean(Desk.class).flux("q").blockLast(BOUND))).isNotEqualTo(answer);
			assertThat(acme.blockLast(BOUND)).isEqualTo(answer);
		});
	}

	@Test
	void anInvalidationReachesTheTenantOfItsCallerOnly() {
		resolved().run((context) -> {
			Desk desk = context.getBean(Desk.class);
			as("acme", () -> desk.answer("q"));
			as("other", () -> desk.answer("q"));
			as("acme", () -> desk.publish("returns"));
			assertThat(as("acme", () -> desk.answer("q")).provenance().hit()).isFalse();
			assertThat(as("other", () -> desk.answer("q")).provenance().hit()).isTrue();
			desk.publishFor("returns", "other");
			assertThat(as("acme", () -> desk.answer("q")).provenance().hit()).isTrue();
			assertThat(as("other", () -> desk.answer("q")).provenance().hit()).isFalse();
		});
	}

	@Test
	void anInvalidationForAllTenantsNeedsNone() {
		resolved().run((context) -> {
			Desk desk = context.getBean(Desk.class);
			as("acme", () -> desk.answer("q"));
			desk.publishForAll("returns");
			assertThat(as("acme", () -> desk.answer("q")).provenance().hit()).isFalse();
			assertThat(context.getBean(EventLog.class).events(CacheEvent.Invalidated.class)).singleElement()
				.satisfies(
						(event) -> assertThat(event.invalidation().scope()).isEqualTo(InvalidationScope.allTenants()));
		});
	}

	@Test
	void anInvalidationOfNobodyFailsLoudlyAfterTheMethodHasRun() {
		resolved().run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertThatExceptionOfType(InvalidationFailedException.class).isThrownBy(() -> desk.publish("returns"))
				.withMessageContaining(Desk.class.getName() + ".publish(String)")
				.withMessageContaining("The method itself has succeeded");
			assertThat(desk.published()).isEqualTo(1);
			assertThatExceptionOfType(InvalidationFailedException.class)
				.isThrownBy(() -> desk.publishFor("returns", " "));
			assertThat(desk.published()).isEqualTo(2);
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> Eventually.get(desk.publishLater("returns")))
				.withCauseInstanceOf(InvalidationFailedException.class)
				.withMessageContaining("publishLater");
			assertThat(desk.published()).isEqualTo(3);
		});
	}

	@Test
	void aReactiveInvalidationReadsTheContextOfTheSubscriber() {
		reactive().run((context) -> {
			Desk desk = context.getBean(Desk.class);
			of("acme", desk.mono("q"));
			of("other", desk.mono("q"));
			assertThat(of("acme", desk.publishMono("returns"))).isEqualTo("returns");
			assertThat(of("acme", desk.mono("q")).provenance().outcome()).isEqualTo(Outcome.MISS);
			assertThat(of("other", desk.mono("q")).provenance().outcome()).isEqualTo(Outcome.EXACT);
			for (String nobody : new String[] { "fails", "throws", "null", "empty" }) {
				assertThatExceptionOfType(InvalidationFailedException.class).as(nobody)
					.isThrownBy(() -> of(nobody, desk.publishMono("returns")));
			}
			assertThat(desk.published()).isEqualTo(5);
		});
	}

	private static ApplicationContextRunner resolved() {
		return Application.with(Desk.class).withBean(TenantResolver.class, () -> () -> {
			Supplier<@Nullable TenantId> current = CURRENT.get();
			return (current != null) ? current.get() : null;
		});
	}

	private static ApplicationContextRunner reactive() {
		return Application.with(Desk.class).withBean(ReactiveTenantResolver.class, () -> (context) -> {
			String name = context.getOrDefault("tenant", "empty");
			return switch (name) {
				case "empty" -> Mono.empty();
				case "fails" -> Mono.error(new IllegalStateException());
				case "throws" -> throw new IllegalStateException();
				case "null" -> null;
				default -> Mono.just(new TenantId(name));
			};
		});
	}

	private static <T> T of(String tenant, Mono<T> mono) {
		return mono.contextWrite((context) -> context.put("tenant", tenant)).block(BOUND);
	}

	private static <T> T as(String tenant, Supplier<T> call) {
		return as(() -> new TenantId(tenant), call);
	}

	private static <T> T as(Supplier<@Nullable TenantId> tenant, Supplier<T> call) {
		CURRENT.set(tenant);
		try {
			return call.get();
		}
		finally {
			CURRENT.remove();
		}
	}

	private static void assertBypassed(AssertableApplicationContext context, Supplier<@Nullable TenantId> tenant,
			BypassReason reason) {
		EventLog events = context.getBean(EventLog.class);
		events.clear();
		Desk desk = context.getBean(Desk.class);
		String first = as(tenant, () -> desk.answer("q").value());
		ClaudeAnswer<String> second = as(tenant, () -> desk.answer("q"));
		assertThat(second.value()).isNotEqualTo(first);
		assertReason(second, reason);
		assertThat(events.events(CacheEvent.Bypassed.class)).extracting(CacheEvent.Bypassed::reason)
			.containsExactly(reason, reason);
		assertThat(events.stored()).isZero();
	}

	private static void assertReason(ClaudeAnswer<String> answer, BypassReason reason) {
		assertThat(answer.provenance().outcome()).isEqualTo(Outcome.BYPASS);
		assertThat(answer.provenance().reason()).isEqualTo(reason);
	}

	private static CacheEvent.Served served(AssertableApplicationContext context) {
		return context.getBean(EventLog.class).events(CacheEvent.Served.class).get(0);
	}

	static class Desk {

		private final AtomicInteger streamed = new AtomicInteger();

		private final AtomicInteger calls = new AtomicInteger();

		private final AtomicInteger published = new AtomicInteger();

		int published() {
			return this.published.get();
		}

		@ClaudeCached(name = "flux", volatility = "reference", trust = true)
		Flux<String> flux(@CacheMessage String question) {
			return Flux.defer(() -> Flux.just("answer ", String.valueOf(this.streamed.incrementAndGet())));
		}

		@ClaudeCached(name = "answer", volatility = "reference", tags = "'returns'")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return next();
		}

		@ClaudeCached(name = "of", volatility = "reference")
		ClaudeAnswer<String> of(@CacheMessage String question, @CacheTenant @Nullable TenantId tenant) {
			return next();
		}

		@ClaudeCached(name = "of-text", volatility = "reference")
		ClaudeAnswer<String> ofText(@CacheMessage String question, @CacheTenant @Nullable String tenant) {
			return next();
		}

		@ClaudeCached(name = "future", volatility = "reference")
		CompletableFuture<ClaudeAnswer<String>> future(@CacheMessage String question) {
			return CompletableFuture.supplyAsync(this::next);
		}

		@ClaudeCached(name = "mono", volatility = "reference", tags = "'returns'")
		Mono<ClaudeAnswer<String>> mono(@CacheMessage String question) {
			return Mono.fromSupplier(this::next);
		}

		@ClaudeCacheInvalidate(tags = "#tag")
		String publish(String tag) {
			this.published.incrementAndGet();
			return tag;
		}

		@ClaudeCacheInvalidate(tags = "#tag")
		void publishFor(String tag, @CacheTenant String tenant) {
			this.published.incrementAndGet();
		}

		@ClaudeCacheInvalidate(tags = "#tag", allTenants = true)
		void publishForAll(String tag) {
			this.published.incrementAndGet();
		}

		@ClaudeCacheInvalidate(tags = "#result")
		CompletableFuture<String> publishLater(String tag) {
			this.published.incrementAndGet();
			return CompletableFuture.completedFuture(tag);
		}

		@ClaudeCacheInvalidate(tags = "#result")
		Mono<String> publishMono(@CacheIgnore String tag) {
			return Mono.fromSupplier(() -> {
				this.published.incrementAndGet();
				return tag;
			});
		}

		private ClaudeAnswer<String> next() {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

}
