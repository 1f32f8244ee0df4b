package io.github.claudecache.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.AnswerStore;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows the named caches and what happened in them on this node: the {@code claudecache}
 * endpoint.
 * <p>
 * Reading is allowed by default once the endpoint is exposed, and works while the store
 * is away; retiring and reopening a cache needs
 * {@code management.endpoint.claudecache.access=unrestricted} and throws when the store
 * is away. Safe for use by many threads.
 *
 * @since 0.1.0
 */
@Endpoint(id = "claudecache", defaultAccess = Access.READ_ONLY)
public class ClaudeCacheEndpoint {

	private final ClaudeCache cache;

	private final AnswerStore store;

	private final AuditedInvalidations invalidations;

	private final CacheStatistics statistics;

	private final EndpointArguments arguments;

	private final @Nullable Namespace namespace;

	private final @Nullable Auditor auditor;

	private final @Nullable UndeclaredFactors undeclared;

	/**
	 * Creates an endpoint.
	 * @param cache the cache
	 * @param store where its entries are
	 * @param invalidation voids answers
	 * @param statistics what happened; a listener of the cache
	 * @param tenantRequired whether an operation must name a tenant; {@code false} where
	 * there is only {@link TenantId#DEFAULT}
	 * @param namespace the namespace of the keys; {@code null} if it is not known
	 * @param auditor measures whether served answers were right; {@code null} if nobody
	 * does
	 * @param undeclared knows what keys forgot; {@code null} if nobody does
	 */
	public ClaudeCacheEndpoint(ClaudeCache cache, AnswerStore store, TagInvalidationService invalidation,
			CacheStatistics statistics, boolean tenantRequired, @Nullable Namespace namespace,
			@Nullable Auditor auditor, @Nullable UndeclaredFactors undeclared) {
		this.cache = cache;
		this.store = store;
		this.invalidations = new AuditedInvalidations(invalidation);
		this.statistics = statistics;
		this.arguments = new EndpointArguments(tenantRequired);
		this.namespace = namespace;
		this.auditor = auditor;
		this.undeclared = undeclared;
	}

	/**
	 * Reports all caches.
	 * @return the caches and how their store is doing
	 */
	@ReadOperation
	public CachesReport caches() {
		Map<String, CacheReport> reports = new LinkedHashMap<>();
		this.cache.definitions().forEach((definition) -> reports.put(definition.name(), report(definition)));
		return new CachesReport((this.namespace != null) ? this.namespace.versioned() : null, this.store.status(),
				this.statistics.since().toString(), reports);
	}

	/**
	 * Reports one cache.
	 * @param name the cache's name
	 * @return the cache; {@code null} if there is none of that name
	 */
	@ReadOperation
	public @Nullable CacheReport cache(@Selector String name) {
		CacheDefinition definition = find(name);
		return (definition != null) ? report(definition) : null;
	}

	/**
	 * Lets a cache serve answers to other wordings again that its error budget had
	 * closed, or had on trial, and be asked again if its key was found to be incomplete.
	 * If neither was so, nothing changes.
	 * @param name the cache's name
	 * @return the cache; {@code null} if there is none of that name
	 */
	@WriteOperation
	public @Nullable CacheReport reopen(@Selector String name) {
		CacheDefinition definition = find(name);
		if (definition == null) {
			return null;
		}
		if (this.auditor != null) {
			this.auditor.reopen(name);
		}
		if (this.undeclared != null) {
			this.undeclared.clear(name);
		}
		return report(definition);
	}

	/**
	 * Voids every answer of one cache that belongs to one tenant. There is no dry run
	 * here; the {@code claudecachetags} endpoint has one for the tag
	 * {@code cache:<name>}, and reaches all tenants if told to.
	 * @param name the cache's name
	 * @param tenant the tenant
	 * @return what was voided; {@code null} if there is no cache of that name
	 * @throws InvalidEndpointRequestException if the tenant is malformed, or missing and
	 * required
	 * @throws InvalidationFailedException if it could not be applied
	 */
	@DeleteOperation
	public @Nullable InvalidationReport retire(@Selector String name, @Nullable String tenant) {
		return retire(name, tenant, EndpointArguments.UNKNOWN_OPERATOR);
	}

	@Nullable InvalidationReport retire(String name, @Nullable String tenant, String operator) {
		if (find(name) == null) {
			return null;
		}
		InvalidationScope scope = InvalidationScope.of(this.arguments.tenant(tenant));
		return this.invalidations.invalidate(new Target(scope, Set.of(Tag.ofCache(name))), operator);
	}

	private @Nullable CacheDefinition find(String name) {
		return this.cache.definitions()
			.stream()
			.filter((definition) -> definition.name().equals(name))
			.findFirst()
			.orElse(null);
	}

	private CacheReport report(CacheDefinition definition) {
		return CacheReport.of(definition, this.statistics.of(definition.name()),
				(this.auditor != null) ? AuditReport.of(this.auditor.figures(definition.name())) : null,
				(this.undeclared != null) ? codes(this.undeclared.of(definition.name())) : null);
	}

	private static @Nullable List<String> codes(Set<KeyFactor> factors) {
		return factors.isEmpty() ? null : factors.stream().map(KeyFactor::code).sorted().toList();
	}

}
