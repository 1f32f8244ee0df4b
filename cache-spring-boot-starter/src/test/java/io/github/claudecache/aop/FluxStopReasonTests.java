package io.github.claudecache.aop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.recording.CallRecorder;
import io.github.claudecache.recording.Recording;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.EventLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream does not say how the answer ended. What an adapter of a client library saw
 * does, or else the developer has to vouch for it.
 */
class FluxStopReasonTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private static final ClaudeRequest REQUEST = ClaudeRequest.builder("any", TenantId.DEFAULT).message("q").build();

	@Test
	void withoutAdapterAndWithoutTrustTheApplicationDoesNotStart() {
		ClaudeCacheConfigurationException refusal = Application.refusalOf(Desk.class);
		assertThat(refusal.getDescription()).contains(Desk.class.getName() + ".stream(")
			.contains("hides the stop reason");
		assertThat(refusal.getAction()).contains("trust = true if the Flux fails")
			.contains("a client whose calls the cache sees")
			.contains("Mono<ClaudeAnswer<String>>");
	}

	@ParameterizedTest
	@EnumSource(StopReason.class)
	void theRecordedStopReasonDecides(StopReason reason) {
		recorded((context, desk) -> {
			desk.stopWith(reason);
			assertThat(desk.stream("q").collectList().block(BOUND)).containsExactly("a", "b");
			boolean complete = reason == StopReason.END_TURN || reason == StopReason.STOP_SEQUENCE;
			EventLog events = context.getBean(EventLog.class);
			assertThat(events.stored()).isEqualTo(complete ? 1 : 0);
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(complete ? 0 : 1);
		});
	}

	@Test
	void whatTheAnswerCostIsKeptWithIt() {
		recorded((context, desk) -> {
			desk.stream("q").blockLast(BOUND);
			desk.stream("q").blockLast(BOUND);
			assertThat(context.getBean(EventLog.class).events(CacheEvent.Served.class).get(0).avoided())
				.isEqualTo(Usage.of(3, 4));
		});
	}

	@Test
	void aStreamOfWhichNothingWasSeenIsNotKept() {
		recorded((context, desk) -> {
			desk.stopWith(null);
			desk.stream("q").blockLast(BOUND);
			EventLog events = context.getBean(EventLog.class);
			assertThat(events.stored()).isZero();
			assertThat(events.notStored(RefusalReason.STOP_REASON)).isEqualTo(1);
		});
	}

	@Test
	void toolsOnTheSideOfClaudeAreSeen() {
		recorded((context, desk) -> {
			desk.useServerTools();
			desk.stream("q").blockLast(BOUND);
			assertThat(context.getBean(EventLog.class).notStored(RefusalReason.SERVER_TOOLS)).isEqualTo(1);
		});
	}

	@Test
	void whatIsAskedOnAnotherThreadIsSeenThroughTheContext() {
		recorded((context, desk) -> {
			assertThat(desk.elsewhere("q").collectList().block(BOUND)).containsExactly("a", "b");
			assertThat(context.getBean(EventLog.class).stored()).isEqualTo(1);
		});
	}

	@Test
	void whatTheSubscriberAsksIsNotTakenForWhatTheMethodAsked() {
		recorded((context, desk) -> {
			desk.stopWith(StopReason.MAX_TOKENS);
			List<@Nullable Recording> seen = new ArrayList<>();
			desk.stream("q").doOnNext((piece) -> {
				seen.add(Recording.current());
				// An adapter would tell the recording of the thread.
				Recording current = Recording.current();
				if (current != null) {
					current.sent(REQUEST).received(StopReason.END_TURN, "claude", Usage.of(1, 1), false);
				}
			}).blockLast(BOUND);
			assertThat(seen).containsExactly(null, null);
			assertThat(context.getBean(EventLog.class).notStored(RefusalReason.STOP_REASON)).isEqualTo(1);
			assertThat(context.getBean(EventLog.class).stored()).isZero();
		});
	}

	@Test
	void whatIsAskedWhenMoreIsRequestedIsSeen() {
		recorded((context, desk) -> {
			StepVerifier.create(desk.pulled("q"), 0)
				.thenRequest(1)
				.expectNext("a")
				.thenRequest(5)
				.expectComplete()
				.verify(BOUND);
			assertThat(context.getBean(EventLog.class).stored()).isEqualTo(1);
			assertThat(Recording.current()).isNull();
		});
	}

	@Test
	void noRecordingIsLeftOnTheThread() {
		recorded((context, desk) -> {
			desk.stream("q").blockLast(BOUND);
			desk.stream("r").blockFirst(BOUND);
			assertThat(Recording.current()).isNull();
		});
	}

	private static void recorded(Check check) {
		Application.with(Desk.class)
			.withBean(CallRecorder.class, () -> () -> "test")
			.run((context) -> check.check(context, context.getBean(Desk.class)));
	}

	interface Check {

		void check(AssertableApplicationContext context, Desk desk);

	}

	static class Desk {

		private volatile @Nullable StopReason stops = StopReason.END_TURN;

		private volatile boolean serverTools;

		// A proxy has fields of its own.
		void stopWith(@Nullable StopReason reason) {
			this.stops = reason;
		}

		void useServerTools() {
			this.serverTools = true;
		}

		@ClaudeCached(name = "stream", volatility = "reference")
		Flux<String> stream(@CacheMessage String question) {
			return Flux.defer(() -> stream(Recording.current()));
		}

		@ClaudeCached(name = "elsewhere", volatility = "reference")
		Flux<String> elsewhere(@CacheMessage String question) {
			return Mono.just(question)
				.publishOn(Schedulers.parallel())
				.flatMapMany((any) -> Flux
					.deferContextual((context) -> stream(context.<Recording>getOrDefault(Recording.KEY, null))));
		}

		@ClaudeCached(name = "pulled", volatility = "reference")
		Flux<String> pulled(@CacheMessage String question) {
			return Flux.generate((sink) -> {
				Recording recording = Recording.current();
				if (recording == null || recording.size() == 1) {
					sink.complete();
				}
				else {
					recording.sent(REQUEST).received(StopReason.END_TURN, "claude", Usage.of(1, 1), false);
					sink.next("a");
				}
			});
		}

		// As an adapter does it: the end is known before the stream completes.
		private Flux<String> stream(@Nullable Recording recording) {
			StopReason reason = this.stops;
			if (recording == null || reason == null) {
				return Flux.just("a", "b");
			}
			Recording.Call call = recording.sent(REQUEST);
			return Flux.just("a", "b")
				.doOnComplete(() -> call.received(reason, "claude", Usage.of(3, 4), this.serverTools));
		}

	}

}
