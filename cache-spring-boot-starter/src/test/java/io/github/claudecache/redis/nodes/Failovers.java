package io.github.claudecache.redis.nodes;

import java.time.Duration;

import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisProxy;

/**
 * A master and a replica behind one address. Every two seconds the replica is kept from
 * following its master, misses what is written for half a second, and takes over. The
 * master is killed for that or stopped, by turns; a stopped one comes round later, when
 * nobody is led to it any more.
 */
final class Failovers implements Runnable, AutoCloseable {

	private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);

	private static final int PERIOD = 20;

	private static final int CUT = 10;

	private static final int TAKE_OVER = 15;

	private RedisProcess master;

	private RedisProcess replica;

	private final RedisProxy address;

	private int strikes;

	private int failovers;

	Failovers() {
		this.master = RedisProcess.start(RedisBinary.embedded(), "--save", "");
		this.replica = RedisProcess.start(RedisBinary.embedded(), "--save", "");
		this.replica.replicaOf(this.master);
		this.address = RedisProxy.before(this.master);
	}

	int port() {
		return this.address.port();
	}

	/**
	 * How often the replica has taken over.
	 */
	int count() {
		return this.failovers;
	}

	@Override
	public void run() {
		int phase = this.strikes++ % PERIOD;
		if (phase == CUT) {
			cutReplica();
		}
		else if (phase == TAKE_OVER) {
			takeOver();
		}
	}

	private void cutReplica() {
		// It would come back at once.
		this.master.command("ACL", "SETUSER", "default", "-psync", "-sync");
		this.master.command("CLIENT", "KILL", "TYPE", "replica");
		Eventually.holds("the replica has lost its master", BETWEEN_QUESTIONS,
				() -> "down".equals(this.replica.info("replication", "master_link_status")));
	}

	private void takeOver() {
		boolean stops = this.failovers++ % 2 == 1;
		if (stops) {
			this.master.suspend();
		}
		else {
			this.master.kill();
		}
		this.replica.command("REPLICAOF", "NO", "ONE");
		this.address.passTo(this.replica);
		if (stops) {
			this.master.resume();
			this.master.command("ACL", "SETUSER", "default", "+@all");
		}
		else {
			this.master.start();
		}
		this.master.replicaOf(this.replica);
		RedisProcess promoted = this.replica;
		this.replica = this.master;
		this.master = promoted;
	}

	@Override
	public void close() {
		this.address.close();
		this.replica.close();
		this.master.close();
	}

}
