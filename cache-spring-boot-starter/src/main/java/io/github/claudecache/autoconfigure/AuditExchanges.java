package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.request.CacheDefinition;
import org.springframework.context.SmartLifecycle;

/**
 * Lets the audit exchange what it found with other processes, from the start of the
 * application on: a cache that they closed is closed here before anybody asks.
 */
final class AuditExchanges implements SmartLifecycle {

	// So long it takes at most until all processes show one figure, and until a cache
	// that
	// is closed in one is closed in all.
	private static final Duration PAUSE = Duration.ofSeconds(5);

	private final Auditor auditor;

	private final ClaudeCache cache;

	private final AuditThreads threads;

	private final AtomicBoolean begun = new AtomicBoolean();

	private volatile boolean running;

	AuditExchanges(Auditor auditor, ClaudeCache cache, AuditThreads threads) {
		this.auditor = auditor;
		this.cache = cache;
		this.threads = threads;
	}

	@Override
	public void start() {
		this.running = this.auditor.shared();
		if (this.running && this.begun.compareAndSet(false, true)) {
			this.threads.repeat(this::exchange, PAUSE);
		}
	}

	// The threads end when the context is closed; one that is only stopped may start
	// again.
	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void exchange() {
		if (this.running) {
			this.auditor.exchange(this.cache.definitions().stream().map(CacheDefinition::name).toList());
		}
	}

}
