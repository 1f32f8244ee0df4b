package io.github.claudecache.actuate;

import java.util.List;

import io.github.claudecache.freshness.Invalidation;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What an operation of an endpoint voided, or, as a dry run, would void.
 *
 * @param applied whether it holds: no lookup that starts now is served anything that was
 * voided. Only ever {@code false} for a dry run
 * @param dryRun whether nothing was done
 * @param scope {@code tenant} or {@code all-tenants}
 * @param tenant the tenant; absent when the scope is all tenants
 * @param everything whether everything in the scope was voided, whatever its tags
 * @param tags the tags that were voided, exactly as they were understood
 * @param stamp the stamp in the ledger, microseconds; absent in a dry run
 * @param estimatedEntries about how many entries it reaches; absent when that is not
 * known
 * @param widened whether the store could only void more than was asked for
 * @param replicas how many replicas confirmed that they have it too; absent when none was
 * asked
 * @param counts in a dry run, the entries under each tag; an entry can be under several.
 * Absent when they are not known
 * @since 0.1.0
 */
public record InvalidationReport(boolean applied, boolean dryRun, String scope, @Nullable String tenant,
		boolean everything, List<String> tags, @Nullable Long stamp, @Nullable Long estimatedEntries, boolean widened,
		@Nullable Integer replicas, @Nullable List<TagEntries> counts) implements OperationResponseBody {

	static InvalidationReport of(Invalidation invalidation) {
		Target done = new Target(invalidation.scope(), invalidation.tags());
		Long estimate = (invalidation.estimatedEntries() >= 0) ? invalidation.estimatedEntries() : null;
		Integer replicas = (invalidation.replicas() != Invalidation.NO_REPLICAS_ASKED) ? invalidation.replicas() : null;
		return new InvalidationReport(invalidation.applied(), false, done.scopeCode(), done.tenant(), done.everything(),
				done.tagTexts(), invalidation.stamp(), estimate, invalidation.widened(), replicas, null);
	}

	static InvalidationReport dryRun(Target target, @Nullable List<TagEntries> counts) {
		Long estimate = (counts != null) ? counts.stream().mapToLong(TagEntries::entries).max().orElse(0) : null;
		return new InvalidationReport(false, true, target.scopeCode(), target.tenant(), target.everything(),
				target.tagTexts(), null, estimate, false, null, counts);
	}

}
