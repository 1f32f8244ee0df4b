package io.github.claudecache.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * What processes share, in memory.
 */
final class AuditBoard {

	final Map<String, String> counts = new ConcurrentHashMap<>();

	final Map<String, String> budgets = new ConcurrentHashMap<>();

	volatile Fault fault = Fault.NONE;

	volatile UnaryOperator<String> reading = UnaryOperator.identity();

	SharedAudit of(String process) {
		return new Part(process);
	}

	private synchronized SharedAudit.Known exchange(String cache, String process, String told,
			Collection<String> gone) {
		this.counts.put(cache + "/" + process, told);
		gone.forEach((other) -> this.counts.remove(cache + "/" + other));
		Map<String, String> known = new HashMap<>();
		this.counts.forEach((key, value) -> {
			if (key.startsWith(cache + "/")) {
				known.put(key.substring(cache.length() + 1), value);
			}
		});
		String budget = this.budgets.get(cache);
		return new SharedAudit.Known(known, (budget != null) ? this.reading.apply(budget) : null);
	}

	private synchronized boolean replace(String cache, @Nullable String expected, String next) {
		if (this.fault != Fault.BLIND && !Objects.equals(this.budgets.get(cache), expected)) {
			return false;
		}
		this.budgets.put(cache, next);
		return true;
	}

	enum Fault {

		NONE, AWAY, REPLIES_LOST,

		/** Writes over what others have written. */
		BLIND

	}

	private final class Part implements SharedAudit {

		private final String process;

		private Part(String process) {
			this.process = process;
		}

		@Override
		public String process() {
			return this.process;
		}

		@Override
		public CompletionStage<Known> exchange(String cache, String told, Collection<String> gone) {
			if (AuditBoard.this.fault == Fault.AWAY) {
				return CompletableFuture.failedStage(new IllegalStateException("away"));
			}
			Known known = AuditBoard.this.exchange(cache, this.process, told, gone);
			return CompletableFuture.supplyAsync(() -> known);
		}

		@Override
		public CompletionStage<Boolean> replace(String cache, @Nullable String expected, String next) {
			boolean replaced = AuditBoard.this.replace(cache, expected, next);
			return (AuditBoard.this.fault == Fault.REPLIES_LOST)
					? CompletableFuture.failedStage(new IllegalStateException("lost"))
					: CompletableFuture.completedStage(replaced);
		}

	}

}
