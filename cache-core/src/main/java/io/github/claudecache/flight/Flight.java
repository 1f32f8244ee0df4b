package io.github.claudecache.flight;

import java.util.concurrent.CompletableFuture;

import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.store.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * One computation of an answer that others may wait for. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Flight {

	private final EntryKey key;

	private final @Nullable Thread leader;

	private final CompletableFuture<Landing> landing = new CompletableFuture<>();

	private volatile @Nullable Stamp born;

	private volatile @Nullable Flight successor;

	private volatile boolean tooLong;

	Flight(EntryKey key, @Nullable Thread leader) {
		this.key = key;
		this.leader = leader;
	}

	/**
	 * What is computed.
	 * @return the key of the entry
	 */
	public EntryKey key() {
		return this.key;
	}

	/**
	 * Notes the leader's capture. Callers that board later compare with it.
	 * @param born when the computation begins
	 */
	public void departed(Stamp born) {
		this.born = born;
	}

	/**
	 * When the computation began.
	 * @return the stamp; {@code null} while the leader is still capturing
	 */
	public @Nullable Stamp born() {
		return this.born;
	}

	/**
	 * How the flight ends. Must not be completed by callers.
	 * @return the landing
	 */
	public CompletableFuture<Landing> landing() {
		return this.landing;
	}

	/**
	 * The flight that those who waited for this one boarded next.
	 */
	@Nullable Flight successor() {
		return this.successor;
	}

	void succeededBy(Flight next) {
		this.successor = next;
	}

	void takesTooLong() {
		this.tooLong = true;
	}

	/**
	 * Whether those who wait may still expect something of the flight: it has not ended
	 * with nothing and has not taken too long for anyone.
	 */
	boolean promising() {
		return !this.tooLong && !(this.landing.getNow(null) instanceof Landing.Nothing);
	}

	boolean ledBy(@Nullable Thread thread) {
		return thread != null && this.leader == thread;
	}

}
