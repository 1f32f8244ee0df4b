package io.github.claudecache.testsupport.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What happens to the connections of a proxy at the moment.
 */
final class Weather {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final AtomicInteger strikes = new AtomicInteger();

	private Fault fault = Fault.NONE;

	private Duration delay = Duration.ZERO;

	private int atTheDoor;

	private boolean swapping;

	void change(Fault next, Duration nextDelay) {
		if (nextDelay.isNegative()) {
			throw new IllegalArgumentException("A reply cannot arrive before it was sent: " + nextDelay);
		}
		this.lock.lock();
		try {
			this.fault = next;
			this.delay = nextDelay;
			this.swapping = false;
			this.strikes.set(0);
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits while nothing is passed on.
	 */
	void awaitPassage() {
		this.lock.lock();
		try {
			while (this.fault == Fault.BLACK_HOLE || this.fault == Fault.UNREACHABLE) {
				this.changed.awaitUninterruptibly();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits while nobody is let in.
	 */
	void awaitReachable() {
		this.lock.lock();
		try {
			this.atTheDoor++;
			while (this.fault == Fault.UNREACHABLE) {
				this.changed.awaitUninterruptibly();
			}
			this.atTheDoor--;
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean keepsSomebodyOut() {
		this.lock.lock();
		try {
			return this.atTheDoor > 0;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What is to be done with a reply. A swap is given out once.
	 */
	Fault forReply() {
		this.lock.lock();
		try {
			Fault now = this.fault;
			if (now == Fault.SWAP_REPLIES) {
				this.fault = Fault.NONE;
				this.swapping = true;
			}
			return now;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A connection ended that had taken a swap and no second reply. It is given out
	 * again, if nothing else was asked for since.
	 */
	void notSwapped() {
		this.lock.lock();
		try {
			if (this.swapping) {
				this.fault = Fault.SWAP_REPLIES;
				this.swapping = false;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A swap was done.
	 */
	void swapped() {
		this.lock.lock();
		try {
			this.swapping = false;
			struck();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether connections are reset as soon as they are there.
	 */
	boolean resets() {
		this.lock.lock();
		try {
			return this.fault == Fault.RESET;
		}
		finally {
			this.lock.unlock();
		}
	}

	long delayNanos() {
		this.lock.lock();
		try {
			return this.delay.toNanos();
		}
		finally {
			this.lock.unlock();
		}
	}

	void struck() {
		this.strikes.incrementAndGet();
	}

	int strikes() {
		return this.strikes.get();
	}

	enum Fault {

		NONE, BLACK_HOLE, UNREACHABLE, RESET, DROP_REPLIES, SWAP_REPLIES

	}

}
