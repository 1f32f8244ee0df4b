package io.github.claudecache.testsupport.store;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.StoreUnavailableException;

/**
 * A store whose operations fail when a test wants them to. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class FaultyStore extends InterceptedAnswerStore {

	private final Map<StoreOperation, StoreFault> faults = new ConcurrentHashMap<>();

	/**
	 * Creates a store that works.
	 * @param delegate the store that does the work
	 */
	public FaultyStore(AnswerStore delegate) {
		super(delegate);
	}

	/**
	 * Makes every operation of a kind fail from now on.
	 * @param operation the kind of operation
	 * @param fault how it fails
	 */
	public void plant(StoreOperation operation, StoreFault fault) {
		this.faults.put(operation, fault);
	}

	/**
	 * Makes all operations fail from now on.
	 * @param fault how they fail
	 */
	public void plantEverywhere(StoreFault fault) {
		for (StoreOperation operation : StoreOperation.values()) {
			plant(operation, fault);
		}
	}

	/**
	 * Makes all operations work again.
	 */
	public void heal() {
		this.faults.clear();
	}

	@Override
	@SuppressWarnings("NullAway") // breaking the contract is what it is for
	protected <R> CompletionStage<R> around(StoreOperation operation, Supplier<CompletionStage<R>> call) {
		StoreFault fault = this.faults.get(operation);
		if (fault == null) {
			return call.get();
		}
		return switch (fault) {
			case AWAY -> CompletableFuture.failedStage(new StoreUnavailableException("Planted at " + operation));
			case THROWS -> throw new IllegalStateException("Planted at " + operation);
			case THROWS_ERROR -> throw new NoClassDefFoundError("Planted at " + operation);
			case FAILS -> CompletableFuture.failedStage(new IllegalStateException("Planted at " + operation));
			case FAILS_AFTERWARDS -> call.get().thenApply((result) -> {
				throw new IllegalStateException("Planted after " + operation);
			});
			case HANGS -> new CompletableFuture<>();
			case RETURNS_NULL -> null;
			case COMPLETES_WITH_NULL -> CompletableFuture.completedStage(null);
		};
	}

}
