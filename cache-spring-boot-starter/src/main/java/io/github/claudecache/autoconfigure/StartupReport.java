package io.github.claudecache.autoconfigure;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.aop.Tenants;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.StoreStatus;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Says in the log, once, what an operator must know about how the cache was set up.
 */
final class StartupReport implements ApplicationListener<ApplicationStartedEvent> {

	private static final Log logger = LogFactory.getLog(StartupReport.class);

	private final ClaudeCache cache;

	private final AnswerStore store;

	private final Tenants tenants;

	private final boolean leaseWanted;

	private final KeyReport keys;

	// The event of a child context reaches the listeners of its parent too.
	private final AtomicBoolean said = new AtomicBoolean();

	StartupReport(ClaudeCache cache, AnswerStore store, Tenants tenants, boolean leaseWanted, KeyReport keys) {
		this.cache = cache;
		this.store = store;
		this.tenants = tenants;
		this.leaseWanted = leaseWanted;
		this.keys = keys;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		if (this.said.getAndSet(true)) {
			return;
		}
		for (CacheDefinition definition : this.cache.definitions()) {
			logger.info("Cache '" + definition.name() + "': " + says(definition));
		}
		this.keys.lines().forEach(logger::info);
		StoreStatus status = this.store.status();
		logger.info("Answers are kept in the store '" + status.kind() + "'"
				+ (status.shared() ? "" : "; an invalidation reaches this process only"));
		if (this.leaseWanted && !status.shared()) {
			logger.warn("claude.cache.redis.lease has no effect: the answers are not kept on Redis");
		}
		if (!this.tenants.required()) {
			logger.info("No tenant is required: a call that names none belongs to the tenant 'default'");
		}
	}

	private static String says(CacheDefinition definition) {
		String kept = "answers of class '" + definition.volatility() + "'"
				+ ((definition.semantic() == Semantic.OFF) ? "" : ", also to other wordings");
		return switch (definition.mode()) {
			case OFF -> "off, every call goes to Claude";
			case SHADOW -> "shadow, every call goes to Claude and is compared with " + kept;
			case SERVE -> kept;
		};
	}

}
