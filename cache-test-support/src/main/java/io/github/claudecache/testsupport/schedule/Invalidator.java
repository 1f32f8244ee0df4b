package io.github.claudecache.testsupport.schedule;

import java.util.concurrent.CompletableFuture;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.store.AnswerStore;
import org.jspecify.annotations.Nullable;

/**
 * Changes sources, invalidates what was built from them and notes when that was
 * acknowledged, one step at a time.
 */
final class Invalidator implements Actor {

	private final String name;

	private final AnswerStore store;

	private final World world;

	private final Program program;

	private final Choices choices;

	private int left;

	private World.@Nullable Change change;

	private @Nullable CompletableFuture<Invalidation> pending;

	Invalidator(String name, AnswerStore store, World world, Program program, Choices choices) {
		this.name = name;
		this.store = store;
		this.world = world;
		this.program = program;
		this.choices = choices;
		this.left = program.invalidations();
	}

	@Override
	public boolean ready() {
		return !waits() && (this.change != null || this.left > 0);
	}

	@Override
	public void step() {
		if (this.change == null) {
			change();
		}
		else {
			invalidate(this.change);
		}
	}

	boolean waits() {
		hear();
		return this.pending != null;
	}

	private void change() {
		this.left--;
		World.Change made = (this.program.accidents() > 0) ? this.world.change(this.choices)
				: this.world.change(this.program.question(this.choices), this.choices);
		this.change = made;
		if (!this.program.fine()) {
			invalidate(made);
		}
	}

	private void invalidate(World.Change made) {
		this.pending = this.store.invalidate(made.scope(), made.tags()).toCompletableFuture();
	}

	private void hear() {
		if (this.pending == null || this.change == null || !this.pending.isDone()) {
			return;
		}
		if (!this.pending.isCompletedExceptionally() && this.pending.join().applied()) {
			this.world.acknowledge(this.change);
		}
		this.pending = null;
		this.change = null;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
