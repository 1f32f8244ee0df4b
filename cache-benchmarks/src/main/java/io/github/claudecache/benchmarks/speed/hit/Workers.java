package io.github.claudecache.benchmarks.speed.hit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Threads that ask one side as fast as it answers, for a while.
 */
final class Workers implements AutoCloseable {

	// Times are recorded to three digits, up to a minute.
	private static final long HIGHEST_NANOS = Duration.ofMinutes(1).toNanos();

	private static final long LOWEST_NANOS = 100;

	private static final int DIGITS = 3;

	private final ExecutorService threads;

	private final List<Histogram> recorders = new ArrayList<>();

	Workers(int most) {
		this.threads = Executors.newFixedThreadPool(most);
		for (int i = 0; i < most; i++) {
			this.recorders.add(recorder());
		}
	}

	static Histogram recorder() {
		return new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);
	}

	/**
	 * Runs a slice.
	 * @param leadIn how long to run before anything is recorded
	 * @param length how long to record
	 * @return the times that were recorded and how long it took
	 * @throws IllegalStateException if an answer was not the expected one
	 */
	Slice run(Side side, List<Exchange> exchanges, int threads, Duration leadIn, Duration length) {
		CyclicBarrier start = new CyclicBarrier(threads);
		List<Future<Long>> running = new ArrayList<>(threads);
		for (int i = 0; i < threads; i++) {
			int first = i * exchanges.size() / threads;
			Histogram recorder = this.recorders.get(i);
			running.add(this.threads.submit(() -> {
				start.await();
				ask(side, exchanges, first, leadIn, null);
				recorder.reset();
				return ask(side, exchanges, first + exchanges.size() / 2, length, recorder);
			}));
		}
		Histogram times = recorder();
		double perSecond = 0;
		for (int i = 0; i < threads; i++) {
			long nanos = result(side, running.get(i));
			times.add(this.recorders.get(i));
			perSecond += this.recorders.get(i).getTotalCount() * 1e9 / nanos;
		}
		return new Slice(times, perSecond);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

	private static long ask(Side side, List<Exchange> exchanges, int first, Duration length,
			@Nullable Histogram recorder) {
		long began = System.nanoTime();
		long deadline = began + length.toNanos();
		int next = first;
		while (true) {
			Exchange exchange = exchanges.get(next++ % exchanges.size());
			long asked = System.nanoTime();
			String answer = side.hit(exchange);
			long answered = System.nanoTime();
			if (!exchange.answer().equals(answer)) {
				throw new IllegalStateException((answer == null) ? "The answer to " + exchange.id() + " is not there"
						: "The answer to " + exchange.id() + " is another one");
			}
			if (recorder != null) {
				recorder.recordValue(Math.min(answered - asked, HIGHEST_NANOS));
			}
			if (answered - deadline >= 0) {
				return answered - began;
			}
		}
	}

	private static long result(Side side, Future<Long> running) {
		try {
			return running.get();
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new IllegalStateException(side.name() + " failed: " + cause.getMessage(), cause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

	/**
	 * What was recorded.
	 *
	 * @param times of each operation, nanoseconds
	 * @param perSecond operations per second of all threads
	 */
	record Slice(Histogram times, double perSecond) {
	}

}
