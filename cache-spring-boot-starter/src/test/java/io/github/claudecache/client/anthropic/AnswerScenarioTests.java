package io.github.claudecache.client.anthropic;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.github.claudecache.client.anthropic.MessagesServer.Script;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is kept and what is not, over real HTTP, in every way in which the SDK can ask.
 */
class AnswerScenarioTests {

	private final AnthropicFixture fixture = new AnthropicFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@EnumSource
	void aCompleteAnswerIsAskedForOnce(Way way) {
		way.serve(this.fixture, "end_turn");
		Message first = way.ask(this.fixture);
		Message second = way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
		assertThat(second).isEqualTo(first);
		assertThat(AnthropicFixture.text(second)).isEqualTo(Answers.TEXT);
		assertThat(second.usage().outputTokens()).isEqualTo(18);
		assertThat(this.fixture.log.stored()).isEqualTo(1);
		assertThat(this.fixture.log.served()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void anAnswerThatReachedAStopSequenceIsKept(Way way) {
		way.serve(this.fixture, "stop_sequence");
		way.ask(this.fixture);
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(1);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "refusal", "max_tokens", "model_context_window_exceeded", "pause_turn", "a_new_reason" })
	void anAnswerThatIsNotCompleteIsNotKept(String stopReason) {
		for (Way way : Way.values()) {
			way.serve(this.fixture, stopReason);
			int before = this.fixture.server.calls();
			Message first = way.ask(this.fixture);
			assertThat(way.ask(this.fixture)).as("%s by %s", stopReason, way).isEqualTo(first);
			assertThat(this.fixture.server.calls() - before).as("%s by %s", stopReason, way).isEqualTo(2);
		}
		assertThat(this.fixture.log.stored()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void aToolCallIsNotKept(Way way) {
		this.fixture.server.answer(way.streams() ? Script.stream(Answers.toolStream())
				: Script.json(200, Answers.message(Answers.tool(), "tool_use")));
		Message first = way.ask(this.fixture);
		assertThat(way.ask(this.fixture)).isEqualTo(first);
		assertThat(first.content().get(0).isToolUse()).isTrue();
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.stored()).isZero();
	}

	// The first versions of the generation do not read such a stream.
	@Tag("newest-client")
	@ParameterizedTest
	@EnumSource
	void anAnswerWithToolsOnTheServerIsNotKept(Way way) {
		String block = "{\"type\":\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}";
		this.fixture.server.answer(
				way.streams()
						? Script.stream(Answers.start()
								+ Answers.event("content_block_start",
										"{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block
												+ "}")
								+ Answers.stop(0) + Answers.text(1, List.of("Found.")) + Answers.end("end_turn"))
						: Script.json(200, Answers.message(block + "," + Answers.block("Found."), "end_turn")));
		way.ask(this.fixture);
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.stored()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void anEmptyAnswerIsNotKept(Way way) {
		this.fixture.server.answer(
				way.streams() ? Script.stream(Answers.start() + Answers.text(0, List.of(" ")) + Answers.end("end_turn"))
						: Script.json(200, Answers.message(Answers.block(" "), "end_turn")));
		way.ask(this.fixture);
		way.ask(this.fixture);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 404, 413, 429, 500, 529 })
	void anErrorReachesTheCallerAndIsNotKept(int status) {
		for (Way way : Way.values()) {
			this.fixture.server.answer(Script.json(status, Answers.error("some_error")));
			assertThatThrownBy(() -> way.ask(this.fixture))
				.satisfies((ex) -> assertThat(serviceError(ex, status)).isTrue());
			way.serve(this.fixture, "end_turn");
			way.ask(this.fixture);
			assertThat(this.fixture.log.stored()).isEqualTo(way.ordinal() + 1);
			this.fixture.cache.invalidate(TenantId.DEFAULT, "cache:faq");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatIsCutIsNotKept(Way way) {
		String whole = way.streams() ? Answers.stream() : Answers.message();
		for (int length : new int[] { 0, 40, whole.length() / 2, whole.length() - 20 }) {
			this.fixture.server.answer(
					Script.cut(way.streams() ? "text/event-stream" : "application/json", whole.substring(0, length)));
			assertThatThrownBy(() -> way.ask(this.fixture)).isNotNull();
		}
		assertThat(this.fixture.log.stored()).isZero();
		way.serve(this.fixture, "end_turn");
		assertThat(AnthropicFixture.text(way.ask(this.fixture))).isEqualTo(Answers.TEXT);
	}

	@Test
	void aStreamWithAnErrorIsNotKept() {
		this.fixture.server.answer(Script.stream(Answers.start() + Answers.text(0, List.of("You can"))
				+ Answers.event("error", Answers.error("overloaded_error"))));
		assertThatThrownBy(() -> this.fixture.stream(AnthropicFixture.request().build()))
			.isInstanceOf(AnthropicException.class);
		this.fixture.server.answer(Script.stream(Answers.stream()));
		assertThat(AnthropicFixture.accumulated(this.fixture.stream(AnthropicFixture.request().build()))).isNotNull();
		assertThat(this.fixture.log.stored()).isEqualTo(1);
	}

	@Test
	void theHitIsMarkedAndTheMissIsNot() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		assertThat(this.fixture.mark(AnthropicFixture.request().build())).isEmpty();
		this.fixture.clock.advance(Duration.ofSeconds(37));
		assertThat(this.fixture.mark(AnthropicFixture.request().build())).contains("hit; tier=exact; age=37");
	}

	@Test
	void aCallWithoutTheHeaderTakesNoPart() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		for (int i = 0; i < 2; i++) {
			this.fixture
				.ask(AnthropicFixture.request().removeAdditionalHeaders(ClaudeCacheInterceptor.CACHE_HEADER).build());
		}
		assertThat(this.fixture.server.calls()).isEqualTo(2);
		assertThat(this.fixture.log.events()).isEmpty();
	}

	@Test
	void theHeadersOfTheCacheAreNotSent() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		this.fixture.ask(AnthropicFixture.request()
			.putAdditionalHeader(ClaudeCacheInterceptor.TENANT_HEADER, "acme")
			.putAdditionalHeader(ClaudeCacheInterceptor.TAGS_HEADER, "policy:refund, policy:all")
			.build());
		assertThat(this.fixture.server.received().get(0).headers().keySet())
			.noneMatch((name) -> name.toLowerCase(Locale.ROOT).startsWith("x-claude-cache"));
	}

	@Test
	void theAnswerIsVoidedByItsTags() {
		this.fixture.server.answer(Script.json(200, Answers.message()));
		MessageCreateParams request = AnthropicFixture.request()
			.putAdditionalHeader(ClaudeCacheInterceptor.TAGS_HEADER, "policy:refund, policy:all")
			.build();
		this.fixture.ask(request);
		this.fixture.cache.invalidate(TenantId.DEFAULT, "policy:all");
		this.fixture.ask(request);
		assertThat(this.fixture.server.calls()).isEqualTo(2);
	}

	private static boolean serviceError(Throwable thrown, int status) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof AnthropicServiceException service) {
				return service.statusCode() == status;
			}
		}
		return false;
	}

	/**
	 * The ways in which the SDK asks.
	 */
	enum Way {

		PLAIN {
			@Override
			Message ask(AnthropicFixture fixture) {
				return fixture.ask(AnthropicFixture.request().build());
			}
		},

		STREAMED {
			@Override
			Message ask(AnthropicFixture fixture) {
				return AnthropicFixture.accumulated(fixture.stream(AnthropicFixture.request().build()));
			}
		},

		PLAIN_ASYNC {
			@Override
			Message ask(AnthropicFixture fixture) {
				return Eventually.get(fixture.client.async().messages().create(AnthropicFixture.request().build()));
			}
		},

		STREAMED_ASYNC {
			@Override
			Message ask(AnthropicFixture fixture) {
				List<RawMessageStreamEvent> events = fixture.streamAsync(AnthropicFixture.request().build());
				return AnthropicFixture.accumulated(events);
			}
		};

		abstract Message ask(AnthropicFixture fixture);

		boolean streams() {
			return this == STREAMED || this == STREAMED_ASYNC;
		}

		void serve(AnthropicFixture fixture, String stopReason) {
			fixture.server.answer(streams() ? Script.stream(Answers.stream(stopReason))
					: Script.json(200, Answers.message(stopReason)));
		}

	}

}
