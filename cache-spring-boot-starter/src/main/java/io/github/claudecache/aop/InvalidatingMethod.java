package io.github.claudecache.aop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import io.github.claudecache.annotation.ClaudeCacheInvalidate;
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

	private final boolean returnsResult;

	InvalidatingMethod(MethodSite site, ClaudeCacheInvalidate annotation) {
		this.site = site;
		this.allTenants = annotation.allTenants();
		this.parameters = new Parameters(site, ClaudeCacheInvalidate.class);
		this.tenantIndex = CachedMethod.tenantIndex(site, this.parameters);
		if (annotation.tags().length == 0) {
			throw site.failure("@ClaudeCacheInvalidate has no tags", "Name at least one tag.");
		}
		ResolvableType result = result(site);
		Class<?> resultClass = result.resolve(Object.class);
		this.returnsResult = resultClass != void.class && resultClass != Void.class;
		for (String tag : annotation.tags()) {
			Map<String, ResolvableType> variables = this.parameters.variablesOf(tag);
			if (this.returnsResult && variables.put(RESULT, result) != null) {
				throw site.failure("#result is what the method returns, but a parameter is named 'result' too",
						"Rename the parameter.");
			}
			this.tags.add(TagExpression.compile(tag, variables, site));
		}
	}

	private static ResolvableType result(MethodSite site) {
		ResolvableType type = ResolvableType.forMethodReturnType(site.method(), site.targetClass());
		Class<?> raw = type.resolve(Object.class);
		boolean wrapped = CompletionStage.class.isAssignableFrom(raw)
				|| raw.getName().equals("reactor.core.publisher.Mono");
		if (!wrapped && (Future.class.isAssignableFrom(raw) || AnswerTypes.isPublisher(raw))) {
			throw site.failure("returns " + type + ", of which it is not known when it has succeeded",
					"Return a CompletableFuture or a Mono, or call TagInvalidationService when the work is done.");
		}
		return wrapped ? type.getGeneric() : type;
	}

	/**
	 * Voids the tags of a call that has succeeded.
	 * @throws InvalidationFailedException if they could not be voided
	 */
	void invalidate(TagInvalidationService service, Supplier<TenantId> tenant, @Nullable Object[] arguments,
			@Nullable Object result) {
		List<Tag> voided;
		InvalidationScope scope;
		try {
			voided = List.copyOf(tags(arguments, result));
			scope = this.allTenants ? InvalidationScope.allTenants() : InvalidationScope.of(tenant.get());
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			throw new InvalidationFailedException("Not invalidated: the tags or the tenant of " + this.site
					+ " could not be determined. The method itself has succeeded; old answers may still be served.",
					ex);
		}
		for (int from = 0; from < voided.size(); from += TagInvalidationService.MAX_TAGS) {
			List<Tag> some = voided.subList(from, Math.min(voided.size(), from + TagInvalidationService.MAX_TAGS));
			if (scope instanceof InvalidationScope.OneTenant one) {
				service.invalidate(one.tenant(), some);
			}
			else {
				service.invalidateForAllTenants(some);
			}
		}
	}

	private Set<Tag> tags(@Nullable Object[] arguments, @Nullable Object result) {
		Map<String, @Nullable Object> variables = this.parameters.variables(arguments);
		if (this.returnsResult) {
			variables.put(RESULT, result);
		}
		Set<Tag> tags = new LinkedHashSet<>();
		this.tags.forEach((expression) -> tags.addAll(expression.evaluate(variables)));
		return tags;
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
