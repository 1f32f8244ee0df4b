package io.github.claudecache.benchmarks.speed.hit;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class WorkersTests {

	private final Workers workers = new Workers(4);

	private final List<Exchange> exchanges = Exchange.of(AnswerSize.SHORT, 10);

	@AfterEach
	void close() {
		this.workers.close();
	}

	@Test
	void everyCallOfEveryThreadIsRecorded() {
		Workers.Slice slice = run(Exchange::answer);
		assertThat(slice.times().getTotalCount()).isGreaterThanOrEqualTo(4);
		assertThat(slice.perSecond()).isPositive();
	}

	@Test
	void anAnswerThatIsNotThereEndsTheRun() {
		assertThatIllegalStateException().isThrownBy(() -> run((exchange) -> null))
			.withMessageContaining("given failed")
			.withMessageContaining("is not there");
	}

	@Test
	void anotherAnswerEndsTheRun() {
		assertThatIllegalStateException().isThrownBy(() -> run((exchange) -> exchange.answer() + "."))
			.withMessageContaining("is another one");
	}

	@Test
	void aCallThatReachesTheMethodEndsTheRun() {
		Desk desk = new Desk();
		assertThatIllegalStateException().isThrownBy(() -> run((exchange) -> desk.answer(exchange.question())))
			.withMessageContaining("It was not a hit");
	}

	@Test
	void answersHaveTheirSizeAndQuestionsDiffer() {
		assertThat(Exchange.of(AnswerSize.LONG, 20))
			.allSatisfy((exchange) -> assertThat(exchange.answer()).hasSize(20_480));
		assertThat(this.exchanges).allSatisfy((exchange) -> assertThat(exchange.answer()).hasSize(2_048));
		assertThat(Stream.concat(this.exchanges.stream(), Exchange.of(AnswerSize.LONG, 10).stream())
			.map(Exchange::question)).doesNotHaveDuplicates();
	}

	private Workers.Slice run(Function<Exchange, @Nullable String> hit) {
		return this.workers.run(new Given(hit), this.exchanges, 4, Duration.ofMillis(1), Duration.ofMillis(1));
	}

	/**
	 * Keeps nothing and answers as it is told.
	 */
	private record Given(Function<Exchange, @Nullable String> hits) implements Side {

		@Override
		public String name() {
			return "given";
		}

		@Override
		public void store(Exchange exchange) {
			throw new UnsupportedOperationException();
		}

		@Override
		public @Nullable String hit(Exchange exchange) {
			return this.hits.apply(exchange);
		}

		@Override
		public void close() {
		}

	}

}
