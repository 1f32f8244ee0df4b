package io.github.claudecache.aop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * The plan of a method with {@link ClaudeCacheInvalidate}. Safe for use by many threads.
 */
final class InvalidatingMethod {

	private static final String RESULT = "result";

	private final MethodSite site;

	private final boolean allTenants;

	private final Parameters parameters;

	private final List<TagExpression> tags = new ArrayList<>();

	private final int tenantIndex;

	InvalidatingMethod(MethodSite site, ClaudeCacheInvalidate annotation) {
		this.site = site;
		this.allTenants = annotation.allTenants();
		this.parameters = new Parameters(site);
		this.tenantIndex = CachedMethod.tenantIndex(site, this.parameters);
		ResolvableType result = result(site);
		if (annotation.tags().length == 0) {
			throw site.failure("@ClaudeCacheInvalidate has no tags", "Name at least one tag.");
		}
		Map<String, ResolvableType> variables = new LinkedHashMap<>(this.parameters.variables());
		if (result.resolve() != null && result.resolve() != void.class && result.resolve() != Void.class) {
			variables.put(RESULT, result);
		}
		for (String tag : annotation.tags()) {
			this.tags.add(TagExpression.compile(tag, variables, site));
		}
	}

	private static ResolvableType result(MethodSite site) {
		ResolvableType type = ResolvableType.forMethodReturnType(site.method(), site.targetClass());
		Class<?> raw = type.resolve(Object.class);
		if (raw.getName().equals("reactor.core.publisher.Flux")) {
			throw site.failure("returns a Flux, of which it is not known when it has succeeded",
					"Return a Mono, or call TagInvalidationService when the last element has been seen.");
		}
		boolean wrapped = CompletionStage.class.isAssignableFrom(raw)
				|| raw.getName().equals("reactor.core.publisher.Mono");
		return wrapped ? type.getGeneric() : type;
	}

	/**
	 * Voids the tags of a call that has succeeded.
	 * @throws InvalidationFailedException if they could not be voided
	 */
	Invalidation invalidate(TagInvalidationService service, Supplier<TenantId> tenant, @Nullable Object[] arguments,
			@Nullable Object result) {
		Set<Tag> voided = new LinkedHashSet<>();
		InvalidationScope scope;
		try {
			Map<String, @Nullable Object> variables = new LinkedHashMap<>(this.parameters.variables(arguments));
			variables.put(RESULT, result);
			this.tags.forEach((expression) -> voided.addAll(expression.evaluate(variables)));
			scope = this.allTenants ? InvalidationScope.allTenants() : InvalidationScope.of(tenant.get());
		}
		catch (RuntimeException ex) {
			throw new InvalidationFailedException("Not invalidated: the tags or the tenant of " + this.site
					+ " could not be determined. The method itself has succeeded; old answers may still be served.",
					ex);
		}
		return (scope instanceof InvalidationScope.OneTenant one) ? service.invalidate(one.tenant(), voided)
				: service.invalidateForAllTenants(voided);
	}

	/**
	 * Whether the tenant is that of the caller, not one that an argument names.
	 */
	boolean ofCaller() {
		return !this.allTenants && this.tenantIndex < 0;
	}

	/**
	 * The tenant of a call, determined now, on the caller's thread. What went wrong is
	 * thrown when the tenant is needed: the method must run first.
	 */
	Supplier<TenantId> tenant(Tenants tenants, @Nullable Object[] arguments) {
		if (this.allTenants) {
			return () -> TenantId.DEFAULT;
		}
		try {
			TenantId tenant = (this.tenantIndex >= 0) ? Tenants.of(arguments[this.tenantIndex]) : tenants.current();
			return () -> tenant;
		}
		catch (UnkeyableException ex) {
			return () -> {
				throw ex;
			};
		}
	}

}
