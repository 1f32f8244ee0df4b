package io.github.claudecache.store;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.identity.Tag;

/**
 * One ledger in memory: the stamps of the last invalidations of a tenant, or of everyone.
 * <p>
 * Readers take no lock. Writers are serialised and publish in an order that can only err
 * on the safe side: a tag's stamp before the last stamp, so that a capture that sees the
 * last stamp was taken after the tag was voided; the floor before the removal of a tag
 * below it, so that a reader that no longer finds the tag finds the floor.
 */
final class Ledger {

	// Bounds the work that an invalidation does for others, beyond making room for the
	// tags that it adds itself; see the pruning of old stamps.
	private static final int PRUNED_AT_ONCE = 64;

	// 52 bits are exact in a double, the number type of a sorted set in Redis, so both
	// stores draw from the same range.
	private static final int ERA_BITS = 52;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final long era = -(1 + (RANDOM.nextLong() >>> (Long.SIZE - ERA_BITS)));

	private final long retentionMicros;

	private final int maxTags;

	private final Map<Tag, Long> stamps = new ConcurrentHashMap<>();

	private final ReentrantLock writing = new ReentrantLock();

	// The same stamps, oldest first. Only writers look at it.
	private final LinkedHashMap<Tag, Long> byAge = new LinkedHashMap<>();

	private volatile long last;

	private volatile long all;

	private volatile long floor;

	Ledger(long retentionMicros, int maxTags) {
		this.retentionMicros = retentionMicros;
		this.maxTags = maxTags;
	}

	LedgerView view(Collection<Tag> tags) {
		long voided = 0;
		if (!this.stamps.isEmpty()) {
			for (Tag tag : tags) {
				Long stamp = this.stamps.get(tag);
				if (stamp != null) {
					voided = Math.max(voided, stamp);
				}
			}
		}
		voided = Math.max(voided, Math.max(this.all, this.floor));
		return new LedgerView(this.era, this.last, voided);
	}

	long invalidate(Collection<Tag> tags, long nowMicros) {
		this.writing.lock();
		try {
			long stamp = Math.max(this.last + 1, nowMicros);
			for (Tag tag : tags) {
				this.stamps.put(tag, stamp);
				this.byAge.remove(tag);
				this.byAge.put(tag, stamp);
			}
			if (tags.isEmpty()) {
				this.all = stamp;
			}
			this.last = stamp;
			prune(stamp - this.retentionMicros, tags.size() + PRUNED_AT_ONCE);
			return stamp;
		}
		finally {
			this.writing.unlock();
		}
	}

	// A stamp may go once every entry that it could void has expired, or once there are
	// too many of them. The floor then stands for it, so that no entry comes back to
	// life.
	private void prune(long horizon, int atMost) {
		Iterator<Map.Entry<Tag, Long>> oldest = this.byAge.entrySet().iterator();
		for (int i = 0; i < atMost && oldest.hasNext(); i++) {
			Map.Entry<Tag, Long> candidate = oldest.next();
			if (candidate.getValue() >= horizon && this.byAge.size() <= this.maxTags) {
				return;
			}
			this.floor = Math.max(this.floor, candidate.getValue());
			this.stamps.remove(candidate.getKey());
			oldest.remove();
		}
	}

}
