package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which the audit asks Claude again; they end when there is nothing to do.
 * Not an {@link java.util.concurrent.Executor}: beans of that type take the place of the
 * application's own task executor.
 */
final class AuditThreads implements AutoCloseable {

	private static final Duration IDLE = Duration.ofSeconds(30);

	private final ThreadPoolExecutor threads;

	// Has no thread before something is to be repeated.
	private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1, AuditThreads::thread);

	// The auditor limits how many calls are on their way. A thread whose call has just
	// ended may not be back yet when the next one comes, so there is a queue.
	AuditThreads(int most) {
		this.threads = new ThreadPoolExecutor(most, most, IDLE.toSeconds(), TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), AuditThreads::thread);
		this.threads.allowCoreThreadTimeOut(true);
	}

	void execute(Runnable task) {
		this.threads.execute(task);
	}

	/**
	 * Runs a task now and then again and again; it must not block or throw.
	 */
	void repeat(Runnable task, Duration pause) {
		this.clock.scheduleWithFixedDelay(task, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		this.clock.shutdownNow();
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "claude-cache-audit");
		thread.setDaemon(true);
		return thread;
	}

}
