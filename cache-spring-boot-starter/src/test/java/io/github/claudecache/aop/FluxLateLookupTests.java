package io.github.claudecache.aop;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

import io.github.claudecache.identity.Tag;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.InMemoryAnswerStore;
import io.github.claudecache.store.Reading;
import io.github.claudecache.store.StoreOutcome;
import io.github.claudecache.store.StoredEntry;
import io.github.claudecache.testsupport.EventLog;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.store.ForwardingAnswerStore;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stream that is there at once, after a lookup that took a while: the cache goes on on
 * a thread of its own then, and the stream begins and ends there.
 */
class FluxLateLookupTests {

	private final HeldStore store = new HeldStore();

	@Test
	void theAnswerIsThereWhenItsSubscriberIsTold() {
		run((desk, events) -> {
			CompletableFuture<Long> stored = new CompletableFuture<>();
			desk.pieces("q").subscribe(null, stored::completeExceptionally, () -> stored.complete(events.stored()));
			assertThat(stored).isNotDone();
			this.store.read.complete(null);
			this.store.written.complete(null);
			assertThat(Eventually.get(stored)).isEqualTo(1);
		});
	}

	@Test
	void theStoreIsNotWaitedForAndWhoAsksMeanwhileWaitsForIt() {
		run((desk, events) -> {
			CompletableFuture<CompletableFuture<List<String>>> asked = new CompletableFuture<>();
			desk.pieces("q")
				.subscribe(null, asked::completeExceptionally,
						() -> asked.complete(desk.pieces("q").collectList().toFuture()));
			this.store.read.complete(null);
			CompletableFuture<List<String>> again = Eventually.get(asked);
			assertThat(again).isNotDone();
			this.store.written.complete(null);
			assertThat(Eventually.get(again)).containsExactly("a", "b");
			assertThat(desk.calls()).isEqualTo(1);
		});
	}

	private void run(BiConsumer<FluxDesk, EventLog> test) {
		Application.with(FluxDesk.class).withBean(AnswerStore.class, () -> this.store).run((context) -> {
			FluxDesk desk = context.getBean(FluxDesk.class);
			desk.answerWith(Flux.just("a", "b"));
			test.accept(desk, context.getBean(EventLog.class));
		});
	}

	/**
	 * Answers when it is let.
	 */
	private static final class HeldStore extends ForwardingAnswerStore {

		private final CompletableFuture<Void> read = new CompletableFuture<>();

		private final CompletableFuture<Void> written = new CompletableFuture<>();

		HeldStore() {
			super(new InMemoryAnswerStore(InMemoryAnswerStore.Settings.DEFAULT, Clock.systemUTC(), Runnable::run));
		}

		@Override
		public CompletionStage<Reading> read(EntryKey key, Set<Tag> tags) {
			return this.read.thenCompose((any) -> super.read(key, tags));
		}

		@Override
		public CompletionStage<StoreOutcome> store(StoredEntry entry) {
			return this.written.thenCompose((any) -> super.store(entry));
		}

	}

}
