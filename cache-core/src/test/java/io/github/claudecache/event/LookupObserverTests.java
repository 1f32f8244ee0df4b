package io.github.claudecache.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Every lookup begins and ends once, whatever the observer does.
 */
class LookupObserverTests {

	private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

	private final ClaudeCache cache = cache(this::begins);

	@Test
	void aLookupIsToldOnceByWhatCameOfIt() {
		this.cache.answer(request("a"), () -> ClaudeAnswer.complete("1"));
		this.cache.answer(request("a"), () -> ClaudeAnswer.complete("2"));
		this.cache.answerAsync(request("a"), AnswerCodec.text(), CompletableFuture::new).join();
		this.cache.bypass("faq", BypassReason.TENANT_MISSING).abandon();
		assertThat(this.lines).containsExactly("begins faq", "miss not-found", "begins faq", "exact null", "begins faq",
				"exact null", "begins faq", "bypass tenant-missing");
	}

	@Test
	void whoJoinsAnotherCallersCallIsToldWhatCameOfThat() {
		Ticket first = (Ticket) this.cache.open(request("a"));
		CompletableFuture<ClaudeAnswer<String>> second = follower();
		first.complete(AnswerDraft.complete("1"), List.of());
		assertThat(second.join().value()).isEqualTo("1");
		assertThat(this.lines).containsExactly("begins faq", "miss not-found", "begins faq", "miss joined-flight");
	}

	@Test
	void whatAnotherCallersCallThrewEndsItToo() {
		Ticket first = (Ticket) this.cache.open(request("a"));
		CompletableFuture<ClaudeAnswer<String>> second = follower();
		CompletableFuture<ClaudeAnswer<String>> third = follower();
		first.fail(new IllegalStateException("first"));
		assertThatThrownBy(second::join).hasRootCauseMessage("asked");
		assertThatThrownBy(third::join).hasRootCauseMessage("asked");
		assertThat(this.lines).hasSize(6).filteredOn((line) -> line.startsWith("begins")).hasSize(3);
		assertThat(this.lines).filteredOn((line) -> line.startsWith("failed")).containsExactly("failed asked");
	}

	@Test
	void aCacheThatDoesNotExistNamesNothing() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.cache.open(ClaudeRequest.builder("other", TenantId.DEFAULT).message("a").build()));
		assertThat(this.lines).isEmpty();
	}

	@Test
	void anObserverThatThrowsCostsTheCallerNothing() {
		AtomicBoolean late = new AtomicBoolean();
		ClaudeCache observed = cache((cache) -> {
			if (!late.get()) {
				throw new IllegalStateException("begins");
			}
			return new LookupObserver.Observed() {

				@Override
				public void ended(Outcome outcome, @Nullable Reason reason) {
					throw new NoClassDefFoundError("ended");
				}

				@Override
				public void failed(Throwable error) {
					throw new AssertionError("failed");
				}

			};
		});
		assertThat(observed.answer(request("a"), () -> ClaudeAnswer.complete("1")).value()).isEqualTo("1");
		late.set(true);
		assertThat(observed.answer(request("a"), () -> ClaudeAnswer.complete("2")).value()).isEqualTo("1");
		assertThat(observed.answer(request("b"), () -> ClaudeAnswer.complete("2")).value()).isEqualTo("2");
	}

	private CompletableFuture<ClaudeAnswer<String>> follower() {
		return this.cache.answerAsync(request("a"), AnswerCodec.text(),
				() -> CompletableFuture.failedFuture(new IllegalStateException("asked")));
	}

	private LookupObserver.Observed begins(String cache) {
		this.lines.add("begins " + cache);
		return new LookupObserver.Observed() {

			@Override
			public void ended(Outcome outcome, @Nullable Reason reason) {
				LookupObserverTests.this.lines.add(outcome.code() + " " + ((reason != null) ? reason.code() : null));
			}

			@Override
			public void failed(Throwable error) {
				LookupObserverTests.this.lines.add("failed " + error.getMessage());
			}

		};
	}

	private static ClaudeRequest request(String message) {
		return ClaudeRequest.builder("faq", TenantId.DEFAULT).message(message).build();
	}

	private static ClaudeCache cache(LookupObserver observer) {
		return ClaudeCache.builder().caches(CacheDefinition.of("faq", "static")).observer(observer).build();
	}

}
