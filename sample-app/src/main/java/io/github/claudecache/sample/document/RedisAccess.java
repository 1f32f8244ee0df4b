package io.github.claudecache.sample.document;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Asks Redis without letting callers queue behind one that does not answer. While it
 * answers, they ask side by side. While it does not, they take turns: the client opens
 * its first connection under a lock, in which everybody would wait for everybody else's
 * timeout. Whoever gets no turn soon does without an answer.
 * <p>
 * Safe for use by many threads.
 */
final class RedisAccess {

	private static final Log logger = LogFactory.getLog(RedisAccess.class);

	private static final Duration WAIT_FOR_A_TURN = Duration.ofMillis(250);

	private final StringRedisTemplate redis;

	private final ReentrantLock turn = new ReentrantLock();

	private final AtomicReference<State> state = new AtomicReference<>(State.UNKNOWN);

	RedisAccess(StringRedisTemplate redis) {
		this.redis = redis;
	}

	/**
	 * Asks one question.
	 * @throws DocumentsUnavailableException if there is no answer, or none that can be
	 * understood; what was asked for may have been done
	 */
	<T> T ask(Function<StringRedisTemplate, T> question) {
		boolean alone = !isAnswering() && takeTurn();
		try {
			if (!alone && !isAnswering()) {
				throw new DocumentsUnavailableException(null);
			}
			T answer = question.apply(this.redis);
			if (this.state.getAndSet(State.ANSWERING) != State.ANSWERING) {
				logger.info("The documents are on Redis");
			}
			return answer;
		}
		catch (DataAccessException | NumberFormatException ex) {
			if (this.state.getAndSet(State.SILENT) != State.SILENT) {
				logger.warn("Redis cannot be asked for the documents, those seen last are used", ex);
			}
			throw new DocumentsUnavailableException(ex);
		}
		finally {
			if (alone) {
				this.turn.unlock();
			}
		}
	}

	private boolean isAnswering() {
		return this.state.get() == State.ANSWERING;
	}

	private boolean takeTurn() {
		try {
			return this.turn.tryLock(WAIT_FOR_A_TURN.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private enum State {

		UNKNOWN, ANSWERING, SILENT

	}

}
