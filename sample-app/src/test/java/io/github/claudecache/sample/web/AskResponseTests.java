package io.github.claudecache.sample.web;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.answer.SemanticMatch;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.sample.desk.HelpDesk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer says where it came from.
 */
class AskResponseTests {

	private static final Fingerprint ASKED = new Fingerprint("a".repeat(64));

	private static final Fingerprint ANSWERED = new Fingerprint("b".repeat(64));

	@Test
	void answerToAnotherWordingNamesIt() {
		AskResponse response = response(Outcome.SEMANTIC, new SemanticMatch(ANSWERED, 0.97, 0.99));

		assertThat(response.outcome()).isEqualTo("semantic");
		assertThat(response.fingerprint()).isEqualTo(ASKED.value());
		assertThat(response.ageSeconds()).isEqualTo(90);
		assertThat(response.otherWording()).isEqualTo(new AskResponse.OtherWording(ANSWERED.value(), 0.97, 0.99));
	}

	@Test
	void answerToTheSameQuestionNamesNone() {
		assertThat(response(Outcome.EXACT, null).otherWording()).isNull();
	}

	private static AskResponse response(Outcome outcome, @Nullable SemanticMatch match) {
		ClaudeAnswer<String> answer = ClaudeAnswer.complete("Yes")
			.with(new Provenance(outcome, null, null, Duration.ofSeconds(90), ASKED, Set.of(), match));
		return AskResponse.of(new HelpDesk.Reply(answer, List.of()), 3);
	}

}
