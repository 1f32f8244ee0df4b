package io.github.claudecache.aop;

import java.io.IOException;
import java.util.List;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.aop.ReturnedAnswers.Box;
import io.github.claudecache.aop.ReturnedAnswers.Desk;
import io.github.claudecache.aop.ReturnedAnswers.Policy;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.testsupport.EventLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a caller gets from a method that blocks: on a hit the same as on the miss, and
 * whatever cannot be kept exactly as the method gave it.
 */
class ReturnedAnswerTests {

	@Test
	void everyKindOfValueComesBackEqualAndOfTheDeclaredType() {
		run((context, desk) -> {
			assertServedEqual(context, desk::everything);
			assertServedEqual(context, desk::policies);
			assertServedEqual(context, desk::byTopic);
			assertServedEqual(context, desk::boxed);
			assertServedEqual(context, desk::kind);
			assertServedEqual(context, desk::count);
			assertServedEqual(context, desk::yes);
			assertServedEqual(context, desk::optional);
			assertServedEqual(context, () -> desk.optionalInside().value());
			assertServedEqual(context, desk::bean);
			assertServedEqual(context, desk::text);
			List<Box<Policy>> boxes = desk.boxed();
			assertThat(boxes.get(0).content().topic()).isEqualTo("a");
		});
	}

	@Test
	void setsKeepTheOrderThatTheCallerOfTheMethodSaw() {
		run((context, desk) -> {
			assertThat(desk.ordered()).containsExactly("z", "a", "m");
			assertThat(desk.ordered()).containsExactly("z", "a", "m");
			assertThat(context.getBean(EventLog.class).served()).isEqualTo(1);
		});
	}

	@Test
	void aCallerThatChangesItsAnswerChangesNobodyElses() {
		run((context, desk) -> {
			desk.mutable().add("changed on the miss");
			List<String> hit = desk.mutable();
			assertThat(hit).containsExactly("a");
			hit.add("changed on the hit");
			assertThat(desk.mutable()).containsExactly("a");
			assertThat(context.getBean(EventLog.class).served()).isEqualTo(2);
		});
	}

	@Test
	void aValueThatDoesNotReadBackEqualIsReturnedButNotKept() {
		run((context, desk) -> {
			assertNotKept(context, RefusalReason.NOT_REPLAYABLE, desk::longInMap);
			assertNotKept(context, RefusalReason.NOT_REPLAYABLE, desk::partlyWritten);
			assertNotKept(context, RefusalReason.NOT_REPLAYABLE, desk::failingToWrite);
			assertNotKept(context, RefusalReason.NOT_REPLAYABLE, desk::withoutConstructor);
		});
	}

	@Test
	void nullIsReturnedAndNotKept() {
		run((context, desk) -> {
			assertNotKept(context, RefusalReason.EMPTY, desk::nullText);
			assertThat(desk.nullText()).isNull();
			assertNotKept(context, RefusalReason.EMPTY, desk::nullAnswer);
			assertThat(desk.nullAnswer()).isNull();
			assertNotKept(context, RefusalReason.EMPTY, desk::nullOptional);
			assertThat(desk.nullOptional()).isNull();
		});
	}

	@Test
	void anEmptyOptionalIsReturnedAndNotKept() {
		run((context, desk) -> {
			assertNotKept(context, RefusalReason.EMPTY, desk::emptyOptional);
			assertThat(desk.emptyOptional()).isEmpty();
		});
	}

	@Test
	void emptyContentIsReturnedAndNotKept() {
		run((context, desk) -> {
			assertNotKept(context, RefusalReason.EMPTY, desk::blankText);
			assertNotKept(context, RefusalReason.EMPTY, desk::emptyList);
		});
	}

	@Test
	void anAnswerWithoutAValueKeepsItsStopReason() {
		run((context, desk) -> {
			for (int i = 0; i < 2; i++) {
				ClaudeAnswer<String> answer = desk.refused();
				assertThat(answer.value()).isNull();
				assertThat(answer.stopReason()).isEqualTo(StopReason.REFUSAL);
				assertThat(answer.usage()).isEqualTo(Usage.of(3, 4));
				assertThat(answer.provenance().outcome()).isEqualTo(Outcome.MISS);
				assertThat(answer.provenance().refusal()).isEqualTo(RefusalReason.EMPTY);
			}
		});
	}

	@ParameterizedTest
	@EnumSource(StopReason.class)
	void onlyACompleteAnswerIsKept(StopReason stopReason) {
		run((context, desk) -> {
			desk.stopWith(stopReason);
			ClaudeAnswer<String> first = desk.stopped();
			ClaudeAnswer<String> second = desk.stopped();
			boolean complete = stopReason == StopReason.END_TURN || stopReason == StopReason.STOP_SEQUENCE;
			assertThat(second.provenance().hit()).isEqualTo(complete);
			assertThat(first.provenance().refusal()).isEqualTo(complete ? null : RefusalReason.STOP_REASON);
			assertThat(second.stopReason()).isEqualTo(stopReason);
		});
	}

	@Test
	void aHitHasTheModelAndTheUsageOfTheAnswerThatWasComputed() {
		run((context, desk) -> {
			desk.stopped();
			ClaudeAnswer<String> hit = desk.stopped();
			assertThat(hit.model()).isEqualTo("claude-x");
			assertThat(hit.usage()).isEqualTo(Usage.of(3, 4));
		});
	}

	@Test
	void tagsThatBecomeKnownLateAreKept() {
		run((context, desk) -> {
			desk.late();
			assertThat(desk.late().provenance().tags()).extracting(Object::toString).contains("late");
		});
	}

	@Test
	void exceptionsReachTheCallerAsTheyAreAndNothingIsKept() {
		run((context, desk) -> {
			for (Throwable thrown : List.of(new IOException("checked"), new IllegalStateException("unchecked"),
					new StackOverflowError("error"), new InterruptedException("interrupted"))) {
				desk.failWith(thrown);
				assertThatThrownBy(desk::failing).isSameAs(thrown);
			}
			desk.failWith(null);
			assertThat(desk.failing()).isEqualTo("answer");
			EventLog events = context.getBean(EventLog.class);
			assertThat(events.stored()).isEqualTo(1);
			assertThat(events.served()).isZero();
		});
	}

	private static void assertServedEqual(AssertableApplicationContext context, Call call) throws Exception {
		EventLog events = context.getBean(EventLog.class);
		events.clear();
		Object first = call.call();
		Object second = call.call();
		assertThat(second).isEqualTo(first);
		assertThat(events.served()).as("served %s", first).isEqualTo(1);
	}

	private static void assertNotKept(AssertableApplicationContext context, RefusalReason reason, Call call)
			throws Exception {
		EventLog events = context.getBean(EventLog.class);
		events.clear();
		Object first = call.call();
		Object second = call.call();
		assertThat(second).isEqualTo(first);
		assertThat(events.stored()).isZero();
		assertThat(events.served()).isZero();
		assertThat(events.notStored(reason)).isEqualTo(2);
	}

	private static void run(Check check) {
		Application.with(Desk.class).run((context) -> check.check(context, context.getBean(Desk.class)));
	}

	interface Check {

		void check(AssertableApplicationContext context, Desk desk) throws Exception;

	}

	interface Call {

		@Nullable Object call() throws Exception;

	}

}
