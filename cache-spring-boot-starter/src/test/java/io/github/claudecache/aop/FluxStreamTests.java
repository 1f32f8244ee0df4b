package io.github.claudecache.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.aop.FluxDesk.Step;
import io.github.claudecache.testsupport.EventLog;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream reaches its subscriber as it comes, and the next one as if it came again.
 */
class FluxStreamTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	@Test
	void nothingHappensUntilSomebodySubscribes() {
		FluxDesk.run((desk, events) -> {
			desk.answerWith(Flux.just("a"));
			desk.pieces("q");
			assertThat(desk.calls()).isZero();
			assertThat(events.lookups()).isZero();
		});
	}

	@Test
	void anElementArrivesBeforeTheNextOneIsThere() {
		FluxDesk.run((desk, events) -> {
			TestPublisher<String> model = TestPublisher.create();
			desk.answerWith(model.flux());
			StepVerifier.create(desk.pieces("q"))
				.then(() -> model.next("Our "))
				.expectNext("Our ")
				.then(() -> assertThat(events.stored()).isZero())
				.then(() -> model.next("policy"))
				.expectNext("policy")
				.then(model::complete)
				.expectComplete()
				.verify(BOUND);
			assertThat(events.stored()).isEqualTo(1);
		});
	}

	@Test
	void aHitHasTheSameElementsInTheSameOrder() {
		FluxDesk.run((desk, events) -> {
			List<String> pieces = List.of("", "Our ", "\"policy\" ", "\n\u00e4\ud83d\ude00", " ", "policy", "policy");
			desk.answerWith(Flux.fromIterable(pieces));
			assertServed(desk.pieces("q"), pieces);
			List<Step> steps = List.of(new Step("look", List.of(1, 2)), new Step("answer", List.of()));
			desk.answerWith(Flux.fromIterable(steps));
			assertServed(desk.steps("q"), steps);
			List<List<Step>> lists = List.of(List.of(), steps, steps.subList(0, 1));
			desk.answerWith(Flux.fromIterable(lists));
			assertServed(desk.lists("q"), lists);
			assertThat(desk.calls()).isEqualTo(3);
			assertThat(events.served()).isEqualTo(3);
		});
	}

	@Test
	void eachSubscriptionIsALookupOfItsOwn() {
		FluxDesk.run((desk, events) -> {
			desk.answerWith(Flux.just("a", "b"));
			Flux<String> answer = desk.pieces("q");
			assertServed(answer, List.of("a", "b"));
			desk.publish();
			desk.answerWith(Flux.just("c"));
			assertServed(answer, List.of("c"));
			assertThat(desk.calls()).isEqualTo(2);
			assertThat(events.lookups()).isEqualTo(4);
		});
	}

	@Test
	void theAnswerIsThereWhenItsSubscriberIsTold() {
		FluxDesk.run((desk, events) -> {
			List<Long> stored = new ArrayList<>();
			Sinks.Many<String> model = Sinks.many().unicast().onBackpressureBuffer();
			for (Flux<String> given : List.of(Flux.just("a"), model.asFlux())) {
				desk.answerWith(given);
				desk.pieces("q" + stored.size()).subscribe(null, null, () -> stored.add(events.stored()));
			}
			model.tryEmitNext("b");
			model.tryEmitComplete();
			assertThat(stored).containsExactly(1L, 2L);
		});
	}

	@Test
	void whatASubscriberDoesToAnElementReachesNobodyElse() {
		FluxDesk.run((desk, events) -> {
			desk.answerWith(Flux.defer(() -> Flux.just(new ArrayList<>(List.of(new Step("a", List.of()))))));
			for (int i = 0; i < 3; i++) {
				List<Step> element = desk.lists("q").blockLast(BOUND);
				assertThat(element).containsExactly(new Step("a", List.of()));
				element.clear();
			}
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	@Test
	void theContextOfTheSubscriberReachesTheMethod() {
		FluxDesk.run((desk, events) -> {
			desk.answerWith(Flux.deferContextual((view) -> Flux.just(view.<String>get("user"))));
			for (Flux<String> answer : List.of(desk.pieces("q"), desk.tenant("q", " "))) {
				StepVerifier.create(answer.contextWrite((view) -> view.put("user", "ann")))
					.expectNext("ann")
					.expectComplete()
					.verify(BOUND);
			}
		});
	}

	@Test
	void aTextAndItsPiecesNeverShareAnEntry() {
		ReturnPlan whole = ReturnTypes.plan(Shapes.class, "text", true);
		ReturnPlan pieces = ReturnTypes.plan(Shapes.class, "pieces", true);
		ReturnPlan list = ReturnTypes.plan(Shapes.class, "list", true);
		ReturnPlan lists = ReturnTypes.plan(Shapes.class, "lists", true);
		assertThat(List.of(whole.type(), pieces.type(), list.type(), lists.type())).doesNotHaveDuplicates();
	}

	@Test
	void aCallCanBeExplained() {
		Application.with(FluxDesk.class).run((context) -> {
			FluxDesk desk = context.getBean(FluxDesk.class);
			desk.answerWith(Flux.just("a"));
			ClaudeCache cache = context.getBean(ClaudeCache.class);
			CachedMethods methods = context.getBean(CachedMethods.class);
			assertThat(cache.explain(methods.request(FluxDesk.class, "pieces", "q").orElseThrow()).outcome())
				.isEqualTo(Outcome.MISS);
			desk.pieces("q").blockLast(BOUND);
			assertThat(cache.explain(methods.request(FluxDesk.class, "pieces", "q").orElseThrow()).outcome())
				.isEqualTo(Outcome.EXACT);
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(context.getBean(EventLog.class).lookups()).isEqualTo(1);
		});
	}

	private static <T> void assertServed(Flux<T> answer, List<T> elements) {
		for (int i = 0; i < 2; i++) {
			assertThat(answer.collectList().block(BOUND)).isEqualTo(elements);
		}
	}

	interface Shapes {

		String text();

		Flux<String> pieces();

		List<String> list();

		Flux<List<String>> lists();

	}

}
