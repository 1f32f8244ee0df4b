package io.github.claudecache.testsupport.flight;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.FakeClaude;
import io.github.claudecache.testsupport.ManualPatience;
import io.github.claudecache.testsupport.store.InMemoryHarness;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One question, one model that answers when it is told to, and callers who wait until
 * they are told to stop.
 */
abstract class FlightFixture {

	static final int CROWD = 10_000;

	final EventLog events = new EventLog();

	final ManualPatience patience = new ManualPatience();

	final FakeClaude claude = new FakeClaude();

	final InMemoryHarness harness = new InMemoryHarness(Duration.ofDays(8));

	final ClaudeCache cache = ClaudeCache.builder()
		.caches(CacheDefinition.of("faq", "reference"))
		.store(this.harness.store())
		.clock(this.harness.clock())
		.waiting(this.patience, Duration.ofSeconds(30))
		.listeners(List.of(this.events))
		.build();

	final ClaudeRequest question = ClaudeRequest.builder("faq", TenantId.DEFAULT).message("Why?").build();

	@AfterEach
	void close() {
		this.harness.close();
	}

	final ClaudeAnswer<String> ask() throws Exception {
		return this.cache.answer(this.question, this.claude::ask);
	}

	final CompletableFuture<ClaudeAnswer<String>> askAsync() {
		return this.cache.answerAsync(this.question, AnswerCodec.text(), this.claude::askAsync);
	}

	final long calls() {
		return this.claude.calls();
	}

	/** Nobody waits any more, and the next caller is answered at once. */
	final void assertNoTicketLeaked() throws Exception {
		assertThat(this.patience.waiting()).isZero();
		Crowd<ClaudeAnswer<String>> later = new Crowd<>(Threads.PLATFORM);
		int before = this.claude.calls();
		later.add(() -> this.cache.answer(this.question, () -> ClaudeAnswer.complete("later")));
		later.values();
		assertThat(this.claude.calls()).isEqualTo(before);
	}

	final void assertShared(List<ClaudeAnswer<String>> answers, String text) {
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.value()).isEqualTo(text));
	}

	final long joined() {
		return this.events.missed(MissReason.JOINED_FLIGHT);
	}

	/** Each lookup is told of once, each answer that was handed in too. */
	final void assertCounted(int lookups, long answers) {
		assertThat(this.events.lookups()).isEqualTo(lookups);
		assertThat(this.events.stored() + this.events.notStored()).isEqualTo(answers);
		assertThat(this.events.events(CacheEvent.StoreFailed.class)).isEmpty();
	}

}
