package io.github.claudecache.aop;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a method with {@code @ClaudeCacheInvalidate} voids, and what its caller is told
 * when that is not known.
 */
class InvalidatingMethodTests {

	@Test
	void tagsAreMadeOfTheArgumentsAndOfTheResult() {
		run((context, desk) -> {
			assertThat(desk.publish("a")).isEqualTo(new Policy("a", "of a"));
			assertThat(voided(context)).containsExactlyInAnyOrder("doc:a", "text:of a", "all");
		});
	}

	@Test
	void theResultIsThatOfTheFutureOrTheMono() {
		run((context, desk) -> {
			Eventually.get(desk.publishLater("a"));
			assertThat(voided(context)).containsExactly("text:of a");
			context.getBean(EventLog.class).clear();
			desk.publishMono("b").block();
			assertThat(voided(context)).containsExactly("text:of b");
		});
	}

	@Test
	void nothingIsVoidedBeforeTheMethodHasSucceeded() {
		run((context, desk) -> {
			CompletableFuture<Policy> work = new CompletableFuture<>();
			CompletableFuture<Policy> published = desk.publish(work);
			Mono<Policy> mono = desk.publishMono("a");
			assertThat(voided(context)).isEmpty();
			work.complete(new Policy("a", "text"));
			Eventually.get(published);
			mono.block();
			assertThat(voided(context)).containsExactlyInAnyOrder("text:text", "text:of a");
		});
	}

	@Test
	void aMethodThatFailsVoidsNothing() {
		run((context, desk) -> {
			assertThatIllegalStateException().isThrownBy(desk::failing);
			assertThat(voided(context)).isEmpty();
		});
	}

	@Test
	void aParameterMayBeNamedResultWhereNothingIsReturned() {
		run((context, desk) -> {
			desk.named(new Policy("a", "b"));
			assertThat(voided(context)).containsExactly("doc:a");
		});
	}

	@Test
	void anEmptyCollectionVoidsNothingAndIsNoFailure() {
		run((context, desk) -> {
			desk.publishAll(List.of());
			assertThat(context.getBean(EventLog.class).events()).isEmpty();
		});
	}

	@Test
	void moreTagsThanOneInvalidationMayHaveAreAllVoided() {
		run((context, desk) -> {
			List<String> many = IntStream.range(0, 250).mapToObj((number) -> "a" + number).toList();
			desk.publishAll(many);
			assertThat(voided(context)).hasSize(250).contains("doc:a0", "doc:a99", "doc:a100", "doc:a249");
			assertThat(context.getBean(EventLog.class).events(CacheEvent.Invalidated.class))
				.allSatisfy((event) -> assertThat(event.invalidation().tags())
					.hasSizeLessThanOrEqualTo(TagInvalidationService.MAX_TAGS));
		});
	}

	@Test
	void aNullInATagFailsLoudlyAfterTheMethodHasRun() {
		run((context, desk) -> {
			for (Call call : List.<Call>of(() -> desk.publishAll(Arrays.asList("a", null)), () -> desk.named(null),
					() -> desk.named(new Policy(null, "text")), () -> desk.publishAll(List.of("a,b")))) {
				assertThatExceptionOfType(InvalidationFailedException.class).isThrownBy(call::call)
					.withMessageContaining("The method itself has succeeded")
					.withMessageContaining(Desk.class.getName());
			}
			assertThat(voided(context)).isEmpty();
		});
	}

	private static List<String> voided(AssertableApplicationContext context) {
		return context.getBean(EventLog.class)
			.events(CacheEvent.Invalidated.class)
			.stream()
			.map(CacheEvent.Invalidated::invalidation)
			.map(Invalidation::tags)
			.flatMap(Set::stream)
			.map(Tag::value)
			.toList();
	}

	private static void run(Check check) {
		Application.with(Desk.class).run((context) -> check.check(context, context.getBean(Desk.class)));
	}

	interface Check {

		void check(AssertableApplicationContext context, Desk desk);

	}

	interface Call {

		void call();

	}

	record Policy(@Nullable String topic, String text) {
	}

	static class Desk {

		@ClaudeCacheInvalidate(tags = { "'doc:' + #topic", "'text:' + #result.text", "'all'" })
		Policy publish(String topic) {
			return new Policy(topic, "of " + topic);
		}

		@ClaudeCacheInvalidate(tags = "'text:' + #result.text")
		CompletableFuture<Policy> publishLater(String topic) {
			return CompletableFuture.supplyAsync(() -> new Policy(topic, "of " + topic));
		}

		@ClaudeCacheInvalidate(tags = "'text:' + #result.text")
		CompletableFuture<Policy> publish(CompletableFuture<Policy> work) {
			return work;
		}

		@ClaudeCacheInvalidate(tags = "'text:' + #result.text")
		Mono<Policy> publishMono(String topic) {
			return Mono.fromSupplier(() -> new Policy(topic, "of " + topic));
		}

		@ClaudeCacheInvalidate(tags = "'doc:' + #result.topic")
		void named(@Nullable Policy result) {
		}

		@ClaudeCacheInvalidate(tags = "#ids.!['doc:' + #this]")
		void publishAll(List<@Nullable String> ids) {
		}

		@ClaudeCacheInvalidate(tags = "'a'")
		void failing() {
			throw new IllegalStateException();
		}

	}

}
