package io.github.claudecache.redis;

import java.util.concurrent.atomic.AtomicLong;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P2: an invalidation that is confirmed holds, whatever happens to the server around it;
 * one that is not is an error, and may be repeated.
 */
class HonestInvalidationTests {

	private static final Log logger = LogFactory.getLog(HonestInvalidationTests.class);

	private static final int INVALIDATIONS = 10_000;

	private static final int QUESTIONS = 8;

	private RedisProcess redis;

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(RedisBinary.embedded(), "--save", "");
	}

	@AfterEach
	void stop() {
		this.redis.close();
	}

	@Test
	void p2ConfirmedInvalidationsHoldUnderEveryFault() {
		AtomicLong version = new AtomicLong();
		int confirmed = 0;
		int refused = 0;
		try (TestNode node = TestNode.at(this.redis.port()); TestNode other = TestNode.at(this.redis.port())) {
			for (int i = 0; i < INVALIDATIONS; i++) {
				fault(i);
				if (i % 1000 == 800) {
					// Without a connection an invalidation fails at once, so thousands
					// would.
					node.awaitAvailable();
					other.awaitAvailable();
				}
				String question = "q" + i % QUESTIONS;
				String tag = "doc:" + i % QUESTIONS;
				TestNode asked = (i % 2 == 0) ? node : other;
				asked.ask(question, Long.toString(version.get()), tag);
				long changed = version.incrementAndGet();
				try {
					node.invalidate(tag);
					confirmed++;
				}
				catch (InvalidationFailedException ex) {
					refused++;
					continue;
				}
				ClaudeAnswer<String> answer = asked.ask(question, Long.toString(version.get()), tag);
				assertThat(Long.parseLong(answer.value())).as("after invalidation %d", i)
					.isGreaterThanOrEqualTo(changed);
			}
		}
		logger.info(confirmed + " invalidations confirmed, " + refused + " refused");
		assertThat(confirmed).isGreaterThan(INVALIDATIONS / 2);
		assertThat(refused).isPositive();
	}

	// Each fault begins at one moment and ends at another; the server is as it should be
	// for most of the time.
	private void fault(int i) {
		switch (i % 1000) {
			case 100 -> this.redis.command("ACL", "SETUSER", "default", "-evalsha", "-eval");
			case 120 -> this.redis.command("ACL", "SETUSER", "default", "+@all");
			case 300 -> {
				this.redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
				this.redis.command("CONFIG", "SET", "maxmemory", "1");
			}
			case 340 -> this.redis.command("CONFIG", "SET", "maxmemory", "0");
			case 500 -> this.redis.command("FLUSHALL");
			case 700 -> this.redis.command("SAVE");
			case 750 -> this.redis.restart();
			default -> {
				// Nothing happens.
			}
		}
	}

}
