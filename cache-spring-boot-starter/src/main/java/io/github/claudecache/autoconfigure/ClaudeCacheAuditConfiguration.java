package io.github.claudecache.autoconfigure;

import java.net.URI;
import java.time.InstantSource;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.audit.AnswerComparer;
import io.github.claudecache.audit.AuditSettings;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.audit.SharedAudit;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.event.GuardedListeners;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.json.JsonAnswerComparer;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.judgement.answer.StatementComparer;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.verifier.ClaudeComparer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/**
 * Measures whether served answers were right.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "claude.cache.audit.enabled", matchIfMissing = true)
@ConditionalOnMissingBean(HitAudit.class)
class ClaudeCacheAuditConfiguration {

	@Bean
	AuditThreads claudeCacheAuditThreads(ClaudeCacheProperties properties) {
		return new AuditThreads(properties.audit().atATime());
	}

	// Without an embedder only equal texts are known to say the same.
	@Bean
	@ConditionalOnMissingBean
	AnswerComparer claudeCacheAnswerComparer(ClaudeCacheProperties properties, WrittenProperties written,
			ObjectProvider<EmbeddingProvider> embedder, ObjectProvider<ResponseCodec> responses) {
		EmbeddingProvider found = embedder.getIfUnique();
		AnswerComparer first = new JsonAnswerComparer(
				(found != null) ? new StatementComparer(found) : AnswerComparer.equality(),
				responses.orderedStream().toList());
		AuditProperties.Judge judge = properties.audit().judge();
		if (!judge.enabled()) {
			return first;
		}
		if (judge.apiKey() == null || judge.apiKey().isBlank()) {
			throw written.failure(KnownProperty.AUDIT_JUDGE_API_KEY, KnownProperty.ANY_KEY,
					"The judge of the audit is to be asked, but has no key.", "a key of the Messages API",
					"Set it, or set claude.cache.audit.judge.enabled=false.");
		}
		return new ClaudeComparer(first, URI.create(judge.baseUrl()), judge.apiKey(), judge.model(),
				properties.audit().deadline(), properties.audit().atATime());
	}

	@Bean
	Auditor claudeCacheAuditor(ClaudeCacheProperties properties, AnswerComparer comparer, AuditThreads threads,
			AnswerStore store, ObjectProvider<SharedStores> sharedStores,
			ObjectProvider<ClaudeCacheListener> listeners) {
		AuditSettings settings = settings(properties.audit(), ClaudeCacheProperties.Cache.UNSET);
		// The auditor is itself a listener of the cache, so the others are asked for when
		// there is something to tell.
		SingletonSupplier<ClaudeCacheListener> others = SingletonSupplier.of(() -> new GuardedListeners(
				listeners.orderedStream().filter((listener) -> !(listener instanceof Auditor)).toList()));
		return new Auditor(settings,
				(cache) -> settings(properties.audit(),
						properties.caches().getOrDefault(cache, ClaudeCacheProperties.Cache.UNSET)),
				comparer, threads::execute, Patience.system(), InstantSource.system(),
				(event) -> others.obtain().onEvent(event), shared(sharedStores.getIfAvailable(), store, settings));
	}

	@Bean
	AuditExchanges claudeCacheAuditExchanges(Auditor auditor, ClaudeCache cache, AuditThreads threads) {
		return new AuditExchanges(auditor, cache, threads);
	}

	// Whatever no process has said anything about for so long is out of every window.
	private static @Nullable SharedAudit shared(@Nullable SharedStores stores, AnswerStore store,
			AuditSettings settings) {
		return (stores != null) ? stores.audits(store, settings.window().plus(settings.coolDown())) : null;
	}

	private static AuditSettings settings(AuditProperties audit, ClaudeCacheProperties.Cache cache) {
		ClaudeCacheProperties.Cache.OwnAudit own = cache.audit();
		return new AuditSettings((own.exactRate() != null) ? own.exactRate() : audit.exactRate(),
				(own.semanticRate() != null) ? own.semanticRate() : audit.semanticRate(), audit.trialRate(),
				audit.perMinute(), audit.atATime(), audit.deadline(), audit.window(),
				(own.budget() != null) ? own.budget() : audit.budget(), audit.confidence(), audit.coolDown());
	}

}
