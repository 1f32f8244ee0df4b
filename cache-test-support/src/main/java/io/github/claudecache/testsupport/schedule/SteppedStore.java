package io.github.claudecache.testsupport.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.store.InterceptedAnswerStore;
import io.github.claudecache.testsupport.store.StoreOperation;
import org.jspecify.annotations.Nullable;

/**
 * Does nothing until it is told to: each operation waits to be done, and once done its
 * outcome waits to be delivered. Everything runs on the thread of the schedule, also when
 * the store below answers on threads of its own.
 */
final class SteppedStore extends InterceptedAnswerStore {

	private final List<Operation<?>> waiting = new ArrayList<>();

	SteppedStore(AnswerStore delegate) {
		super(delegate);
	}

	List<Operation<?>> waiting() {
		return this.waiting;
	}

	@Override
	protected <R> CompletionStage<R> around(StoreOperation kind, Supplier<CompletionStage<R>> call) {
		Operation<R> operation = new Operation<>(kind, call);
		this.waiting.add(operation);
		return operation.reply;
	}

	/**
	 * One operation on its way to the store and back.
	 */
	final class Operation<R> implements Actor {

		private final StoreOperation kind;

		private final Supplier<CompletionStage<R>> call;

		private final CompletableFuture<R> reply = new CompletableFuture<>();

		private @Nullable CompletableFuture<R> done;

		Operation(StoreOperation kind, Supplier<CompletionStage<R>> call) {
			this.kind = kind;
			this.call = call;
		}

		StoreOperation kind() {
			return this.kind;
		}

		@Override
		public boolean ready() {
			return true;
		}

		// Is done if it was not, else is delivered.
		@Override
		public void step() {
			if (this.done == null) {
				this.done = perform();
				return;
			}
			SteppedStore.this.waiting.remove(this);
			this.done.whenComplete((value, error) -> {
				if (error != null) {
					this.reply.completeExceptionally(error);
				}
				else {
					this.reply.complete(value);
				}
			});
		}

		private CompletableFuture<R> perform() {
			try {
				return CompletableFuture.completedFuture(Eventually.get(this.call.get()));
			}
			catch (CompletionException ex) {
				return CompletableFuture.failedFuture(ex.getCause());
			}
		}

		@Override
		public String toString() {
			return this.kind + ((this.done != null) ? " delivered" : " done");
		}

	}

}
