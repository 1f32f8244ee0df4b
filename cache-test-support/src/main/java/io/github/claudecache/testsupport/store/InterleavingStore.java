package io.github.claudecache.testsupport.store;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import io.github.claudecache.store.AnswerStore;

/**
 * Steps through an interleaving: something is made to happen, or everything is made to
 * wait, right before or right after an operation of the store below. What is arranged
 * concerns the next operation of its kind and is then used up; several arrangements for
 * one point are used by one operation after another. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class InterleavingStore extends InterceptedAnswerStore {

	private final Map<Point, Queue<Supplier<CompletionStage<Void>>>> arranged = new ConcurrentHashMap<>();

	/**
	 * Creates a store.
	 * @param delegate the store that does the work
	 */
	public InterleavingStore(AnswerStore delegate) {
		super(delegate);
	}

	/**
	 * Runs an action right before the next operation of a kind. It runs on a thread of
	 * its own, so it may block, and the operation waits for it.
	 * @param operation the kind of operation
	 * @param action the action
	 */
	public void before(StoreOperation operation, Runnable action) {
		arrange(operation, false, () -> CompletableFuture.runAsync(action));
	}

	/**
	 * Runs an action after the next operation of a kind has been done, before its caller
	 * hears of it. It runs on a thread of its own, so it may block.
	 * @param operation the kind of operation
	 * @param action the action
	 */
	public void after(StoreOperation operation, Runnable action) {
		arrange(operation, true, () -> CompletableFuture.runAsync(action));
	}

	/**
	 * Holds the next operation of a kind before it is done.
	 * @param operation the kind of operation
	 * @return lets it go on
	 */
	public Pause pauseBefore(StoreOperation operation) {
		Pause pause = new Pause();
		arrange(operation, false, pause::arrive);
		return pause;
	}

	/**
	 * Holds the next operation of a kind once it has been done, before its caller hears
	 * of it.
	 * @param operation the kind of operation
	 * @return lets it go on
	 */
	public Pause pauseAfter(StoreOperation operation) {
		Pause pause = new Pause();
		arrange(operation, true, pause::arrive);
		return pause;
	}

	@Override
	protected <R> CompletionStage<R> around(StoreOperation operation, Supplier<CompletionStage<R>> call) {
		return step(operation, false).thenCompose((before) -> call.get())
			.thenCompose((result) -> step(operation, true).thenApply((after) -> result));
	}

	private void arrange(StoreOperation operation, boolean done, Supplier<CompletionStage<Void>> step) {
		this.arranged.computeIfAbsent(new Point(operation, done), (any) -> new ConcurrentLinkedQueue<>()).add(step);
	}

	private CompletionStage<Void> step(StoreOperation operation, boolean done) {
		Queue<Supplier<CompletionStage<Void>>> steps = this.arranged.get(new Point(operation, done));
		Supplier<CompletionStage<Void>> next = (steps != null) ? steps.poll() : null;
		return (next != null) ? next.get() : CompletableFuture.completedStage(null);
	}

	private record Point(StoreOperation operation, boolean done) {
	}

}
