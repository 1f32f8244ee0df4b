package io.github.claudecache.aop;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.testsupport.EventLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What annotated methods may return, and what their callers get on a miss and on a hit.
 */
class ReturnTypeTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class))
		.withBean(EventLog.class);

	@ParameterizedTest
	@MethodSource("kept")
	void aHitEqualsWhatTheMissReturned(Function<Desk, Object> call) {
		withDesk((desk, events) -> {
			Object missed = call.apply(desk);
			Object hit = call.apply(desk);
			assertThat(hit).isEqualTo(missed);
			assertThat(desk.calls()).isEqualTo(1);
			assertThat(events.stored()).isEqualTo(1);
			assertThat(events.served()).isEqualTo(1);
		});
	}

	static List<Function<Desk, Object>> kept() {
		return List.of((desk) -> desk.pages("q").get(0).items().get(0).text(),
				(desk) -> desk.set("q").iterator().next().text(), (desk) -> desk.map("q").get(TimeUnit.DAYS).get(0),
				(desk) -> desk.unit("q"), (desk) -> desk.number("q"), (desk) -> desk.flag("q"),
				(desk) -> desk.instant("q"), (desk) -> desk.optional("q").orElseThrow().text(),
				(desk) -> desk.inherited("q").text());
	}

	@Test
	void whatACallerDoesToItsResultReachesNoOtherCaller() {
		withDesk((desk, events) -> {
			List<Line> missed = desk.mutable("q");
			missed.add(new Line("spoiled", 0));
			List<Line> hit = desk.mutable("q");
			assertThat(hit).containsExactly(new Line("a", 1));
			hit.clear();
			assertThat(desk.mutable("q")).containsExactly(new Line("a", 1));
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	@Test
	void aValueThatDoesNotReadBackIsReturnedButNotKept() {
		withDesk((desk, events) -> {
			assertThat(desk.loose("q")).isEqualTo(Map.of("n", 1L));
			assertThat(desk.loose("q")).isEqualTo(Map.of("n", 1L));
			assertThat(desk.calls()).isEqualTo(2);
			assertThat(events.notStored(RefusalReason.NOT_REPLAYABLE)).isEqualTo(2);
			assertThat(events.stored()).isZero();
		});
	}

	@Test
	void nothingIsReturnedAsItIsAndNotKept() {
		withDesk((desk, events) -> {
			for (int i = 1; i <= 2; i++) {
				assertThat(desk.nullText("q")).isNull();
				assertThat(desk.empty("q")).isEmpty();
				assertThat(desk.nullOptional("q")).isNull();
				assertThat(desk.nullAnswer("q")).isNull();
				assertThat(desk.nullText(null)).isNull();
				assertThat(desk.nullOptional(null)).isNull();
				assertThat(desk.nullAnswer(null)).isNull();
				assertThat(desk.calls()).isEqualTo(7 * i);
			}
			assertThat(events.stored()).isZero();
			assertThat(events.notStored(RefusalReason.EMPTY)).isEqualTo(8);
		});
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "END_TURN", "STOP_SEQUENCE" })
	void anAnswerThatIsNotCompleteReachesItsCallerWithItsStopReasonAndIsNotKept(StopReason reason) {
		withDesk((desk, events) -> {
			for (String text : new String[] { null, null, "half", "half" }) {
				ClaudeAnswer<String> answer = desk.stopped(reason, text == null);
				assertThat(answer.value()).isEqualTo(text);
				assertThat(answer.stopReason()).isEqualTo(reason);
				assertThat(answer.usage()).isEqualTo(Usage.of(1, 2));
			}
			assertThat(desk.calls()).isEqualTo(4);
			assertThat(events.notStored(RefusalReason.EMPTY)).isEqualTo(2);
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(2);
			assertThat(events.stored()).isZero();
		});
	}

	@ParameterizedTest
	@MethodSource("refused")
	void aReturnTypeThatCannotBeKeptStopsTheStartUp(Class<?> bean, String reason, String action) {
		this.runner.withUserConfiguration(Enabled.class).withBean(bean).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).isInstanceOfSatisfying(ClaudeCacheConfigurationException.class,
					(failure) -> {
						assertThat(failure.getDescription()).contains(bean.getName() + ".ask(String)", reason);
						assertThat(failure.getAction()).contains(action);
					});
		});
	}

	static List<Arguments> refused() {
		String remove = "Remove @ClaudeCached";
		String wrap = "Return ClaudeAnswer, a text or a record";
		String plain = "Return a text, a record, an enum or a collection";
		return List.of(arguments(Nothing.class, "returns nothing", remove),
				arguments(Publishers.class, "cannot be kept", wrap), arguments(Bytes.class, "cannot be kept", wrap),
				arguments(Streams.class, "cannot be kept", wrap), arguments(Nested.class, "cannot be kept", wrap),
				arguments(NoEquals.class, "no value equality", plain),
				arguments(Counters.class, "no value equality", plain),
				arguments(ListOfNoEquals.class, "no value equality", plain),
				arguments(Arrays.class, "no value equality", plain),
				arguments(Anything.class, "does not say what the answer is", "Declare the type"),
				arguments(Raw.class, "does not say what the answer is", "Declare the type"),
				arguments(Untrusted.class, "hides the stop reason", "Return ClaudeAnswer<Line>"));
	}

	private void withDesk(BiConsumer<Desk, EventLog> test) {
		this.runner.withUserConfiguration(Enabled.class)
			.withBean(Desk.class)
			.run((context) -> test.accept(context.getBean(Desk.class), context.getBean(EventLog.class)));
	}

	record Line(String text, int number) {
	}

	record Page<T>(List<T> items, Optional<T> next) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Enabled {

	}

	abstract static class Inherited<T> {

		@ClaudeCached(name = "inherited", volatility = "reference", trust = true)
		T inherited(String topic) {
			return make();
		}

		abstract T make();

	}

	static class Desk extends Inherited<Line> {

		private final AtomicInteger calls = new AtomicInteger();

		int calls() {
			return this.calls.get();
		}

		private <T> T count(T value) {
			this.calls.incrementAndGet();
			return value;
		}

		@Override
		Line make() {
			return count(new Line("inherited", 1));
		}

		@ClaudeCached(name = "pages", volatility = "reference", trust = true)
		List<Page<Line>> pages(String topic) {
			return count(List.of(new Page<>(List.of(new Line("a", 1)), Optional.of(new Line("b", 2)))));
		}

		@ClaudeCached(name = "set", volatility = "reference", trust = true)
		Set<Line> set(String topic) {
			return count(Set.of(new Line("a", 1)));
		}

		@ClaudeCached(name = "map", volatility = "reference", trust = true)
		Map<TimeUnit, List<Line>> map(String topic) {
			return count(Map.of(TimeUnit.DAYS, List.of(new Line("a", 1))));
		}

		@ClaudeCached(name = "unit", volatility = "reference", trust = true)
		TimeUnit unit(String topic) {
			return count(TimeUnit.DAYS);
		}

		@ClaudeCached(name = "number", volatility = "reference", trust = true)
		long number(String topic) {
			return count((1L << 53) + 1);
		}

		@ClaudeCached(name = "flag", volatility = "reference", trust = true)
		boolean flag(String topic) {
			return count(false);
		}

		@ClaudeCached(name = "instant", volatility = "reference", trust = true)
		Instant instant(String topic) {
			return count(Instant.parse("2026-01-01T00:00:00.123456789Z"));
		}

		@ClaudeCached(name = "optional", volatility = "reference", trust = true)
		Optional<Line> optional(String topic) {
			return count(Optional.of(new Line("a", 1)));
		}

		@ClaudeCached(name = "mutable", volatility = "reference", trust = true)
		List<Line> mutable(String topic) {
			return count(new ArrayList<>(List.of(new Line("a", 1))));
		}

		@ClaudeCached(name = "loose", volatility = "reference", trust = true)
		Map<String, Object> loose(String topic) {
			return count(Map.of("n", 1L));
		}

		@ClaudeCached(name = "null-text", volatility = "reference", trust = true)
		@Nullable String nullText(@Nullable String topic) {
			return count(null);
		}

		@ClaudeCached(name = "empty", volatility = "reference", trust = true)
		Optional<Line> empty(String topic) {
			return count(Optional.empty());
		}

		@ClaudeCached(name = "null-optional", volatility = "reference", trust = true)
		@Nullable Optional<Line> nullOptional(@Nullable String topic) {
			return count(null);
		}

		@ClaudeCached(name = "null-answer", volatility = "reference")
		@Nullable ClaudeAnswer<String> nullAnswer(@Nullable String topic) {
			return count(null);
		}

		@ClaudeCached(name = "stopped", volatility = "reference")
		ClaudeAnswer<String> stopped(StopReason reason, boolean empty) {
			return count(ClaudeAnswer.of(empty ? null : "half", reason, "m", Usage.of(1, 2)));
		}

	}

	static class Plain {

	}

	static class Nothing {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		void ask(String topic) {
		}

	}

	static class Publishers {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		Publisher<String> ask(String topic) {
			return Flux.empty();
		}

	}

	static class Bytes {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		InputStream ask(String topic) {
			return InputStream.nullInputStream();
		}

	}

	static class Streams {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		Stream<String> ask(String topic) {
			return Stream.empty();
		}

	}

	static class Nested {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		Optional<CompletableFuture<String>> ask(String topic) {
			return Optional.empty();
		}

	}

	static class NoEquals {

		@ClaudeCached(name = "bad", volatility = "reference")
		ClaudeAnswer<Plain> ask(String topic) {
			return ClaudeAnswer.complete(new Plain());
		}

	}

	static class Counters {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		AtomicInteger ask(String topic) {
			return new AtomicInteger();
		}

	}

	static class ListOfNoEquals {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		List<Page<Plain>> ask(String topic) {
			return List.of();
		}

	}

	static class Arrays {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		String[] ask(String topic) {
			return new String[0];
		}

	}

	static class Anything {

		@ClaudeCached(name = "bad", volatility = "reference", trust = true)
		Object ask(String topic) {
			return topic;
		}

	}

	static class Raw {

		@SuppressWarnings("rawtypes")
		@ClaudeCached(name = "bad", volatility = "reference")
		ClaudeAnswer ask(String topic) {
			return ClaudeAnswer.complete(topic);
		}

	}

	static class Untrusted {

		@ClaudeCached(name = "bad", volatility = "reference")
		Line ask(String topic) {
			return new Line(topic, 1);
		}

	}

}
