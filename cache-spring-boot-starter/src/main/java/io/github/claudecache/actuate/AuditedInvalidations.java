package io.github.claudecache.actuate;

import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.TenantId;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Invalidates on behalf of an operator and leaves one line in the log, whatever comes of
 * it. Nothing that the operator wrote can begin a line of its own.
 */
final class AuditedInvalidations {

	private static final Log logger = LogFactory.getLog(AuditedInvalidations.class);

	private final TagInvalidationService service;

	AuditedInvalidations(TagInvalidationService service) {
		this.service = service;
	}

	/**
	 * Invalidates.
	 * @throws NotInvalidatedException if it does not hold when the call returns
	 */
	InvalidationReport invalidate(Target target, String operator) {
		Invalidation outcome;
		try {
			outcome = run(target);
		}
		catch (RuntimeException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			logger.warn("Not invalidated: " + target + " by=" + Quoted.of(operator) + " error="
					+ Quoted.of(cause.toString()));
			throw new NotInvalidatedException(target, ex);
		}
		if (!outcome.applied()) {
			logger.warn("Not invalidated yet: " + target + " by=" + Quoted.of(operator) + " status="
					+ outcome.status().name());
			throw new NotInvalidatedException(target, null);
		}
		logger.info("Invalidated: " + target + " by=" + Quoted.of(operator) + " stamp=" + outcome.stamp()
				+ " estimatedEntries=" + outcome.estimatedEntries() + " widened=" + outcome.widened());
		return InvalidationReport.of(outcome);
	}

	private Invalidation run(Target target) {
		TenantId tenant = target.tenantId();
		if (tenant != null) {
			return target.everything() ? this.service.invalidateTenant(tenant)
					: this.service.invalidate(tenant, target.tags());
		}
		return target.everything() ? this.service.invalidateEverything()
				: this.service.invalidateForAllTenants(target.tags());
	}

}
