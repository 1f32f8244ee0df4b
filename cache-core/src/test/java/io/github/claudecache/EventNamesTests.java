package io.github.claudecache;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoredEntry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Meters and endpoints keep a row for every name in an event, so no event may carry a
 * name that nobody configured.
 */
class EventNamesTests {

	private final List<CacheEvent> events = new CopyOnWriteArrayList<>();

	@Test
	void aHitIsCountedForTheCacheThatWasAskedWhateverTheStoreSays() {
		ClaudeCache cache = cache(renaming(new InMemoryAnswerStore(), "planted"));
		ClaudeRequest request = ClaudeRequest.builder("faq", TenantId.DEFAULT).message("hello").build();
		cache.answer(request, () -> ClaudeAnswer.complete("hi"));
		assertThat(cache.answer(request, () -> ClaudeAnswer.complete("never")).value()).isEqualTo("hi");
		assertThat(this.events).filteredOn(CacheEvent.Served.class::isInstance)
			.singleElement()
			.extracting((event) -> ((CacheEvent.Served) event).cache())
			.isEqualTo("faq");
	}

	@Test
	void aReportIsNotCountedForANameThatTheStoreSays() {
		ClaudeCache cache = cache(renaming(new InMemoryAnswerStore(), "planted"));
		ClaudeRequest request = ClaudeRequest.builder("faq", TenantId.DEFAULT).message("hello").build();
		Provenance kept = cache.answer(request, () -> ClaudeAnswer.complete("hi")).provenance();
		assertThat(cache.report(TenantId.DEFAULT, kept.fingerprint(), null)).map(Invalidation::applied).contains(true);
		assertThat(this.events).noneMatch(CacheEvent.Reported.class::isInstance);
	}

	@Test
	void aBypassOfAnUnknownCacheIsAnErrorAndNotCounted() {
		ClaudeCache cache = cache(new InMemoryAnswerStore());
		assertThatIllegalArgumentException().isThrownBy(() -> cache.bypass("nope", BypassReason.FACTOR_MISSING))
			.withMessageContaining("'nope'");
		assertThat(this.events).isEmpty();
	}

	private ClaudeCache cache(AnswerStore store) {
		return ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "reference"))
			.store(store)
			.listeners(List.of(this.events::add))
			.build();
	}

	private static AnswerStore renaming(AnswerStore store, String name) {
		return (AnswerStore) Proxy.newProxyInstance(AnswerStore.class.getClassLoader(),
				new Class<?>[] { AnswerStore.class }, (proxy, method, arguments) -> {
					Object result = method.invoke(store, arguments);
					return switch (method.getName()) {
						case "read" -> renamed((CompletionStage<?>) result, name);
						case "entries" ->
							((CompletionStage<?>) result).thenApply((entries) -> ((List<?>) entries).stream()
								.map((entry) -> renamed((StoredEntry) entry, name))
								.toList());
						default -> result;
					};
				});
	}

	private static CompletionStage<Reading> renamed(CompletionStage<?> stage, String name) {
		Reading reading = (Reading) stage.toCompletableFuture().join();
		StoredEntry entry = reading.entry();
		return CompletableFuture
			.completedStage((entry != null) ? Reading.of(renamed(entry, name), reading.standing()) : reading);
	}

	private static StoredEntry renamed(StoredEntry entry, String name) {
		return new StoredEntry(entry.key(), name, entry.scope(), entry.card(), entry.answer(), entry.stamp(),
				entry.expires());
	}

}
