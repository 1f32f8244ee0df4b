package io.github.claudecache.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.actuate.ClaudeCacheHealthIndicator;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.semantic.SemanticTier;
import io.github.claudecache.store.AnswerStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.annotation.Bean;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for the cache's part of the application's health.
 *
 * @since 0.1.0
 */
@AutoConfiguration(afterName = "io.github.claudecache.autoconfigure.ClaudeCacheAutoConfiguration",
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ Health.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ ClaudeCache.class, AnswerStore.class })
@ConditionalOnEnabledHealthIndicator("claudecache")
public final class ClaudeCacheHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "claudeCacheHealthIndicator")
	ClaudeCacheHealthIndicator claudeCacheHealthIndicator(AnswerStore store, ClaudeCache cache,
			ObjectProvider<SemanticTier> semantic, ObjectProvider<HitAudit> audit,
			ObjectProvider<UndeclaredFactors> undeclared) {
		return new ClaudeCacheHealthIndicator(store, () -> {
			Map<String, String> troubles = new LinkedHashMap<>();
			String closed = trouble(cache, semantic, audit);
			if (closed != null) {
				troubles.put("semantic", closed);
			}
			undeclared
				.ifUnique((found) -> keys(cache, found).ifPresent((incomplete) -> troubles.put("keys", incomplete)));
			return troubles;
		});
	}

	private static Optional<String> keys(ClaudeCache cache, UndeclaredFactors undeclared) {
		return cache.definitions()
			.stream()
			.map(CacheDefinition::name)
			.filter((name) -> !undeclared.of(name).isEmpty())
			.map((name) -> "the key of cache '" + name + "' does not know what is sent to Claude: "
					+ undeclared.of(name).stream().map(KeyFactor::code).sorted().collect(Collectors.joining(", ")))
			.reduce((one, other) -> one + "; " + other);
	}

	private static @Nullable String trouble(ClaudeCache cache, ObjectProvider<SemanticTier> semantic,
			ObjectProvider<HitAudit> audit) {
		List<String> asking = cache.definitions()
			.stream()
			.filter(SemanticStart::asksForIt)
			.map(CacheDefinition::name)
			.toList();
		SemanticTier tier = asking.isEmpty() ? null : semantic.getIfAvailable();
		if (tier == null) {
			return null;
		}
		HitAudit found = audit.getIfUnique(() -> HitAudit.NONE);
		String closed = tier.closed();
		return (closed != null) ? closed : asking.stream()
			.flatMap((name) -> Stream.ofNullable(found.closed(name)).map((reason) -> "cache '" + name + "': " + reason))
			.findFirst()
			.orElse(null);
	}

}
