package io.github.claudecache.sample;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.anthropic.errors.AnthropicServiceException;
import dev.langchain4j.exception.HttpException;
import io.github.claudecache.sample.model.Behaviour;
import io.github.claudecache.sample.model.ModelServer;
import io.github.claudecache.testsupport.Eventually;
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
 * What becomes of the calls of a client library that names a cache, plain and streamed,
 * against the stand-in over real HTTP. Whether something was kept is told by the calls
 * that the stand-in got and by the client's own mark of a hit.
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
	ModelServer model;

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

	/**
	 * Asks the question as a stream and cancels it when the first piece of the text has
	 * come.
	 */
	abstract void cancelAtTheFirstPiece();

	/**
	 * The client's own word for a stop reason.
	 */
	String named(String stopReason) {
		return stopReason;
	}

	@BeforeEach
	void count() {
		this.before = this.model.calls();
		this.model.say((asked) -> Optional.of(LONG));
	}

	@AfterEach
	void behaveAgain() {
		this.model.behave(Behaviour.NORMAL);
		this.model.say((asked) -> Optional.empty());
		Eventually.holds("the model has ended", () -> this.model.underWay() == 0);
	}

	@ParameterizedTest
	@CsvSource({ "false, false", "false, true", "true, false", "true, true" })
	void aMissIsFollowedByAHitHoweverTheyAreAsked(boolean first, boolean second) {
		Answer miss = ask(first);
		Answer hit = ask(second);
		assertThat(miss.hit()).isFalse();
		assertThat(hit.hit()).isTrue();
		assertThat(hit.text()).isEqualTo(miss.text()).isEqualTo(LONG);
		assertThat(hit.message()).isEqualTo(miss.message());
		assertThat(newCalls()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aHitIsTheMissEventByEvent(boolean streamed) {
		Answer miss = ask(streamed);
		Answer hit = ask(streamed);
		assertThat(miss.hit()).isFalse();
		assertThat(hit.hit()).isTrue();
		assertThat(hit.events()).isEqualTo(miss.events());
		assertThat(hit.events()).hasSizeGreaterThan(streamed ? 1 : 0);
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
	@CsvSource({ "REFUSE, refusal, false", "REFUSE, refusal, true", "TRUNCATE, max_tokens, false",
			"TRUNCATE, max_tokens, true", "TOOL, tool_use, false", "TOOL, tool_use, true", "PAUSE, pause_turn, false",
			"PAUSE, pause_turn, true", "UNKNOWN, a_new_reason, false", "UNKNOWN, a_new_reason, true" })
	void anAnswerThatIsNotCompleteIsGivenAndNotKept(Behaviour behaviour, String stopReason, boolean streamed) {
		this.model.behave(behaviour);
		for (int call = 1; call <= 2; call++) {
			Answer answer = ask(streamed);
			assertThat(answer.hit()).isFalse();
			assertThat(answer.text()).isNotBlank();
			assertThat(answer.stopReason()).isEqualTo(named(stopReason));
			assertThat(answer.toolCall()).isEqualTo(behaviour == Behaviour.TOOL);
			assertThat(newCalls()).isEqualTo(call);
		}
		requireThatNothingWasKept(!streamed);
	}

	@ParameterizedTest
	@CsvSource({ "REJECT, 400, false", "REJECT, 400, true", "FAIL, 529, false", "FAIL, 529, true" })
	void anErrorStatusReachesTheCallerAndLeavesNothingBehind(Behaviour behaviour, int status, boolean streamed) {
		this.model.behave(behaviour);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> ask(streamed))
			.satisfies((thrown) -> assertThat(status(thrown)).isEqualTo(status));
		assertThat(newCalls()).isEqualTo(1);
		requireThatNothingWasKept(streamed);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anAnswerThatIsCutIsAnErrorAndLeavesNothingBehind(boolean streamed) {
		this.model.behave(Behaviour.CUT);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> ask(streamed));
		assertThat(newCalls()).isEqualTo(1);
		requireThatNothingWasKept(streamed);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aStreamThatIsCancelledLeavesNothingBehind(boolean streamed) {
		this.model.behave(Behaviour.SLOW);
		cancelAtTheFirstPiece();
		assertThat(newCalls()).isEqualTo(1);
		requireThatNothingWasKept(streamed);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aSlowAnswerIsSharedByAllWhoAskMeanwhileAndKept(boolean streamed) {
		this.model.behave(Behaviour.SLOW);
		CompletableFuture<Answer> first = start(streamed);
		Eventually.holds("the model is asked", () -> newCalls() == 1);
		List<CompletableFuture<Answer>> others = Stream.of(false, true).map(this::start).toList();
		Answer slow = Eventually.get(first);
		assertThat(slow.hit()).isFalse();
		assertThat(others).map(Eventually::get).allSatisfy((shared) -> {
			assertThat(shared.hit()).isTrue();
			assertThat(shared.message()).isEqualTo(slow.message());
		});
		Answer kept = ask(streamed);
		assertThat(kept.hit()).isTrue();
		assertThat(kept.events()).isEqualTo(slow.events());
		assertThat(newCalls()).isEqualTo(1);
	}

	private void requireThatNothingWasKept(boolean streamed) {
		long asked = newCalls();
		this.model.behave(Behaviour.NORMAL);
		Answer whole = ask(streamed);
		assertThat(whole.hit()).isFalse();
		assertThat(whole.text()).isEqualTo(LONG);
		assertThat(newCalls()).isEqualTo(asked + 1);
	}

	private Answer ask(boolean streamed) {
		return streamed ? stream(() -> {
		}) : ask();
	}

	private CompletableFuture<Answer> start(boolean streamed) {
		return CompletableFuture.supplyAsync(() -> ask(streamed), (task) -> new Thread(task).start());
	}

	private long newCalls() {
		return this.model.calls() - this.before;
	}

	private static int status(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof AnthropicServiceException service) {
				return service.statusCode();
			}
			if (cause instanceof HttpException http) {
				return http.statusCode();
			}
		}
		return -1;
	}

	/**
	 * What came back.
	 *
	 * @param text the text
	 * @param stopReason why it ends, in the client's own word
	 * @param toolCall whether a tool is to be called
	 * @param hit whether the client says that it came from the cache
	 * @param message what is said in one piece, whether it came as one or not
	 * @param events what came, one by one; the pieces of a text that the client's adapter
	 * puts together are one
	 */
	record Answer(String text, String stopReason, boolean toolCall, boolean hit, Object message, List<?> events) {
	}

}
