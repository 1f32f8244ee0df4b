package io.github.claudecache.redis;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * What an operator reads in the log meanwhile: everything from INFO on, whoever wrote it.
 */
final class LogLines implements AutoCloseable {

	private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
				LogLines.this.events.add(event);
			}
		}

	};

	private LogLines() {
		this.appender.start();
		this.root.addAppender(this.appender);
	}

	static LogLines fromNowOn() {
		return new LogLines();
	}

	/**
	 * The lines of one logger, without their level.
	 */
	List<String> of(Class<?> logger) {
		return this.events.stream()
			.filter((event) -> event.getLoggerName().equals(logger.getName()))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	/**
	 * The lines that ask for attention, of all loggers.
	 */
	List<String> warnings() {
		return this.events.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.map((event) -> event.getLoggerName() + ": " + event.getFormattedMessage())
			.toList();
	}

	@Override
	public void close() {
		this.root.detachAppender(this.appender);
		this.appender.stop();
	}

}
