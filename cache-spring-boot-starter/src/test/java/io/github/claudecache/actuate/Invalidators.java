package io.github.claudecache.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Operators who change sources and invalidate them over HTTP, as often as they are
 * allowed to. What is refused they repeat, some of it at once and the rest in the end,
 * until it is confirmed. Every response is looked at.
 */
final class Invalidators implements AutoCloseable {

	private static final int OPERATORS = 12;

	private static final String TAGS = "/actuator/claudecachetags";

	private static final Duration BEFORE_THE_NEXT = Duration.ofMillis(3);

	private static final Duration BEFORE_A_REPETITION = Duration.ofMillis(20);

	private final RawHttp http;

	private final SourceVersions sources;

	private final List<Readers> readers;

	private final Semaphore allowed = new Semaphore(0);

	private final AtomicLong confirmed = new AtomicLong();

	private final AtomicLong refused = new AtomicLong();

	private final List<CompletableFuture<Void>> operators = new ArrayList<>();

	private volatile int changing = SourceVersions.SOURCES;

	private volatile boolean over;

	private Invalidators(RawHttp http, SourceVersions sources, List<Readers> readers) {
		this.http = http;
		this.sources = sources;
		this.readers = readers;
	}

	/**
	 * Lets operators wait for permission.
	 * @param http the application that they send to
	 * @param sources what they change
	 * @param readers nodes that they look at after a confirmation
	 */
	static Invalidators of(RawHttp http, SourceVersions sources, List<Readers> readers) {
		Invalidators invalidators = new Invalidators(http, sources, readers);
		for (int operator = 0; operator < OPERATORS; operator++) {
			SplittableRandom random = new SplittableRandom(operator);
			invalidators.operators
				.add(CompletableFuture.runAsync(() -> invalidators.work(random), (task) -> new Thread(task).start()));
		}
		return invalidators;
	}

	private void work(SplittableRandom random) {
		List<Change> unconfirmed = new ArrayList<>();
		while (permitted()) {
			boolean repeats = !unconfirmed.isEmpty() && random.nextBoolean();
			Change next = repeats ? unconfirmed.remove(random.nextInt(unconfirmed.size())) : change(random);
			if (confirms(next)) {
				LockSupport.parkNanos(BEFORE_THE_NEXT.toNanos());
			}
			else {
				unconfirmed.add(next);
				LockSupport.parkNanos(BEFORE_A_REPETITION.toNanos());
			}
		}
		unconfirmed.forEach(
				(change) -> Eventually.holds(change + " is confirmed", BEFORE_A_REPETITION, () -> confirms(change)));
	}

	private boolean permitted() {
		try {
			while (!this.over) {
				if (this.allowed.tryAcquire(10, TimeUnit.MILLISECONDS)) {
					return true;
				}
			}
			return false;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private Change change(SplittableRandom random) {
		int among = this.changing;
		int source = random.nextInt(among);
		int other = (source + 1 + random.nextInt(among - 1)) % among;
		return switch (random.nextInt(8)) {
			case 0 -> new Change(this.sources.change(Set.of(source)), ",\"allTenants\":\"true\"");
			case 1, 2 -> new Change(this.sources.change(Set.of(source, other)), "");
			case 3 -> new Change(this.sources.change(Set.of(source)), "");
			default -> new Change(this.sources.change(Set.of(source)), null);
		};
	}

	private boolean confirms(Change change) {
		RawHttp.Answer answer = change.send(this.http);
		assertThat(answer.status()).as(answer.body()).isIn(200, 503);
		assertThat(StreamSupport.stream(answer.json().get("tags").spliterator(), false)
			.map((tag) -> tag.stringValue())
			.toList()).containsExactlyInAnyOrderElementsOf(change.tags());
		if (answer.status() == 503) {
			assertThat(answer.problem()).isTrue();
			assertThat(answer.json().get("title").stringValue()).isEqualTo("Not invalidated");
			this.refused.incrementAndGet();
			return false;
		}
		assertThat(answer.json().get("applied").booleanValue()).isTrue();
		this.sources.confirmed(change.versions());
		this.confirmed.incrementAndGet();
		for (Readers node : this.readers) {
			change.versions().keySet().forEach(node::ask);
		}
		return true;
	}

	long confirmed() {
		return this.confirmed.get();
	}

	long refused() {
		return this.refused.get();
	}

	/**
	 * Lets only the first sources change from now on. What a server has lost would not
	 * show if everything was invalidated again.
	 */
	void change(int sources) {
		this.changing = sources;
	}

	/**
	 * Allows a number of requests.
	 */
	void allow(int requests) {
		this.allowed.release(requests);
	}

	/**
	 * Waits until as many requests are left as are given, of those that were allowed.
	 */
	void awaitLeft(int requests) {
		Eventually.holds("only " + requests + " requests are left", () -> this.allowed.availablePermits() <= requests
				|| this.operators.stream().anyMatch(CompletableFuture::isDone));
	}

	/**
	 * Returns when everything is confirmed.
	 */
	@Override
	public void close() {
		this.over = true;
		this.operators.forEach(Eventually::get);
	}

	/**
	 * Sources that have new versions, and how they are invalidated.
	 *
	 * @param versions the sources and their versions
	 * @param more what the body of a POST has besides the tags; {@code null} for a DELETE
	 */
	private record Change(SortedMap<Integer, Long> versions, @Nullable String more) {

		List<String> tags() {
			return this.versions.keySet().stream().map(SourceVersions::tag).toList();
		}

		RawHttp.Answer send(RawHttp http) {
			if (this.more == null) {
				return http.delete(TAGS + "/" + tags().get(0));
			}
			return http.post(TAGS, "{\"tags\":\"" + String.join(",", tags()) + "\"" + this.more + "}");
		}

	}

}
