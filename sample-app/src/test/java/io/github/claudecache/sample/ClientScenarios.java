package io.github.claudecache.sample;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.sample.model.Behaviour;
import io.github.claudecache.sample.model.ModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of the calls of a client library that names a cache, against the stand-in
 * over real HTTP.
 */
@HelpDeskTest
@ActiveProfiles("spring-ai")
@TestPropertySource(properties = "claude.cache.caches.clients.volatility=reference")
abstract class ClientScenarios {

	static final String CACHE = "clients";

	static final String TENANT = "acme";

	// Too long for an answer that is truncated.
	private static final String LONG = "Nothing is written about it, " + "neither here nor there, ".repeat(10)
			+ "nor anywhere else.";

	final String question = "What is written about order " + UUID.randomUUID() + "?";

	@Autowired
	private ModelServer model;

	private long before;

	/**
	 * Asks the question in one piece.
	 */
	abstract Answer ask();

	/**
	 * Asks the question as a stream.
	 * @param eachPiece what to do when a piece of the text has come
	 */
	abstract Answer stream(Runnable eachPiece);

	@BeforeEach
	void count() {
		this.before = this.model.calls();
		this.model.say((asked) -> Optional.of(LONG));
	}

	@AfterEach
	void behaveAgain() {
		this.model.behave(Behaviour.NORMAL);
		this.model.say((asked) -> Optional.empty());
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "false, true", "true, false", "true, true" })
	void aMissIsFollowedByAHitHoweverTheyAreAsked(boolean first, boolean second) {
		Answer miss = ask(first);
		Answer hit = ask(second);
		assertThat(miss.hit()).isFalse();
		assertThat(hit.hit()).isTrue();
		assertThat(hit.text()).isEqualTo(miss.text()).isNotBlank();
		assertThat(newCalls()).isEqualTo(1);
	}

	@Test
	void aStreamThatMissesIsPassedOnWhileTheModelHoldsBackTheRest() {
		this.model.behave(Behaviour.SLOW);
		AtomicInteger whileItWrites = new AtomicInteger();
		stream(() -> whileItWrites.addAndGet(this.model.underWay()));
		assertThat(whileItWrites).hasPositiveValue();
	}

	@ParameterizedTest
	@CsvSource({ "REFUSE, false", "REFUSE, true", "TRUNCATE, false", "TRUNCATE, true" })
	void anAnswerThatIsNotCompleteIsGivenAndNotKept(Behaviour behaviour, boolean streamed) {
		this.model.behave(behaviour);
		assertThat(ask(streamed).text()).isNotBlank();
		assertThat(ask(streamed).hit()).isFalse();
		assertThat(newCalls()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "FAIL, false", "FAIL, true", "CUT, false", "CUT, true" })
	void aCallThatFailsOrBreaksOffIsAnErrorAndLeavesNothingBehind(Behaviour behaviour, boolean streamed) {
		this.model.behave(behaviour);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> ask(streamed));
		this.model.behave(Behaviour.NORMAL);
		Answer whole = ask(streamed);
		assertThat(whole.hit()).isFalse();
		assertThat(whole.text()).endsWith(".");
		assertThat(newCalls()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aSlowAnswerIsKept(boolean streamed) {
		this.model.behave(Behaviour.SLOW);
		ask(streamed);
		assertThat(ask(streamed).hit()).isTrue();
	}

	private Answer ask(boolean streamed) {
		return streamed ? stream(() -> {
		}) : ask();
	}

	private long newCalls() {
		return this.model.calls() - this.before;
	}

	/**
	 * What came back.
	 */
	record Answer(String text, boolean hit) {
	}

}
