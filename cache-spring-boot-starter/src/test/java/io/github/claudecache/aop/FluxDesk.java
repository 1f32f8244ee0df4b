package io.github.claudecache.aop;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.testsupport.EventLog;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Streams what a test gives it.
 */
class FluxDesk {

	private final AtomicInteger calls = new AtomicInteger();

	private volatile @Nullable Flux<?> answer;

	/**
	 * Runs a test with a desk in an application.
	 */
	static void run(BiConsumer<FluxDesk, EventLog> test, String... properties) {
		Application.with(FluxDesk.class)
			.withPropertyValues(properties)
			.run((context) -> test.accept(context.getBean(FluxDesk.class), context.getBean(EventLog.class)));
	}

	/**
	 * How often Claude was asked.
	 */
	int calls() {
		return this.calls.get();
	}

	void answerWith(@Nullable Flux<?> answer) {
		this.answer = answer;
	}

	@ClaudeCacheInvalidate(tags = "'all'")
	void publish() {
	}

	@ClaudeCached(name = "pieces", volatility = "reference", tags = "'all'", trust = true)
	Flux<String> pieces(@CacheMessage String question) {
		return given();
	}

	@ClaudeCached(name = "steps", volatility = "reference", trust = true)
	Flux<Step> steps(@CacheMessage String question) {
		return given();
	}

	@ClaudeCached(name = "lists", volatility = "reference", trust = true)
	Flux<List<Step>> lists(@CacheMessage String question) {
		return given();
	}

	@ClaudeCached(name = "tenant", volatility = "reference", trust = true)
	Flux<String> tenant(@CacheMessage String question, @CacheTenant String tenant) {
		return given();
	}

	@SuppressWarnings({ "unchecked", "NullAway" })
	private <T> Flux<T> given() {
		Flux<T> given = (Flux<T>) this.answer;
		return (given != null) ? given.doOnSubscribe((any) -> this.calls.incrementAndGet()) : null;
	}

	record Step(String name, List<Integer> marks) {
	}

}
