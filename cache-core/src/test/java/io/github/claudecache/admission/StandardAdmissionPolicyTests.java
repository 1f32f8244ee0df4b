package io.github.claudecache.admission;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Promise 5: only complete answers may be kept.
 */
class StandardAdmissionPolicyTests {

	private static final AdmissionPolicy POLICY = AdmissionPolicy.standard(1000);

	private static final ClaudeRequest REQUEST = ClaudeRequest.builder("faq", TenantId.DEFAULT).build();

	@ParameterizedTest
	@EnumSource(names = { "END_TURN", "STOP_SEQUENCE" })
	void aFinishedAnswerMayBeKept(StopReason reason) {
		assertThat(refusal(Payload.text("Yes."), reason)).isEmpty();
		assertThat(refusal(Payload.json("{\"a\":1}"), reason)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "END_TURN", "STOP_SEQUENCE" })
	void noOtherStopReasonMarksACompleteAnswer(StopReason reason) {
		assertThat(refusal(Payload.text("Yes."), reason)).contains(RefusalReason.STOP_REASON);
	}

	@Test
	void anAnswerThatUsedServerToolsIsRefused() {
		AnswerDraft draft = new AnswerDraft(Payload.text("Yes."), StopReason.END_TURN, "m", Usage.NONE, true);
		assertThat(POLICY.refuse(REQUEST, draft, Set.of())).contains(RefusalReason.SERVER_TOOLS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n\t ", "\u3000" })
	void anAnswerWithoutTextIsRefused(String text) {
		assertThat(refusal(Payload.text(text), StopReason.END_TURN)).contains(RefusalReason.EMPTY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", " null\n", "\"\"", "\"  \"", "{}", "{ }", "{\n}", "[]", " [ ] " })
	void anAnswerWithoutContentIsRefused(String json) {
		assertThat(refusal(Payload.json(json), StopReason.END_TURN)).contains(RefusalReason.EMPTY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "false", "\"null\"", "[null]", "[[]]", "{\"a\":null}", "\"a\"" })
	void jsonThatSaysSomethingMayBeKept(String json) {
		assertThat(refusal(Payload.json(json), StopReason.END_TURN)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "{}", "[]", "\"\"", "." })
	void whatMeansNothingInJsonMayBeAText(String text) {
		assertThat(refusal(Payload.text(text), StopReason.END_TURN)).isEmpty();
	}

	static Stream<Arguments> sizes() {
		return Stream.of(Arguments.of("a", 1000), Arguments.of("\u00E4", 500), Arguments.of("\u5317", 333),
				Arguments.of("\uD83D\uDE00", 250));
	}

	@ParameterizedTest
	@MethodSource("sizes")
	void theLimitCountsBytes(String character, int fitting) {
		assertThat(refusal(Payload.text(character.repeat(fitting)), StopReason.END_TURN)).isEmpty();
		assertThat(refusal(Payload.text(character.repeat(fitting + 1)), StopReason.END_TURN))
			.contains(RefusalReason.TOO_LARGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\uD800", "\uDC00\uD800", "\uDFFFa" })
	void aTextThatNoStoreCanGiveBackIsRefused(String text) {
		assertThat(refusal(Payload.text(text), StopReason.END_TURN)).contains(RefusalReason.NOT_REPLAYABLE);
	}

	@Test
	void anEntryHasAtMost64Tags() {
		AnswerDraft draft = AnswerDraft.complete("Yes.");
		assertThat(POLICY.refuse(REQUEST, draft, tags(64))).isEmpty();
		assertThat(POLICY.refuse(REQUEST, draft, tags(65))).contains(RefusalReason.TOO_MANY_TAGS);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void aLimitThatAdmitsNothingIsAMistake(long maxBytes) {
		assertThatIllegalArgumentException().isThrownBy(() -> AdmissionPolicy.standard(maxBytes));
	}

	private static Optional<RefusalReason> refusal(Payload payload, StopReason reason) {
		return POLICY.refuse(REQUEST, new AnswerDraft(payload, reason, "m", Usage.NONE, false), Set.of());
	}

	private static Set<Tag> tags(int count) {
		Set<Tag> tags = new HashSet<>();
		IntStream.range(0, count).forEach((i) -> tags.add(new Tag("t" + i)));
		return tags;
	}

}
