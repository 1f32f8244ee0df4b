package io.github.claudecache.actuate;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.TagCount;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows what depends on what, and voids it: the {@code claudecachetags} endpoint.
 * <p>
 * Reading is allowed by default once the endpoint is exposed; voiding needs
 * {@code management.endpoint.claudecachetags.access=unrestricted}. An operation that
 * voids returns only when the invalidation holds. When the store is away it throws, and
 * repeating it is safe; reading throws too, since an empty list would be a lie. Safe for
 * use by many threads.
 *
 * @since 0.1.0
 */
@Endpoint(id = "claudecachetags", defaultAccess = Access.READ_ONLY)
public class ClaudeCacheTagsEndpoint {

	/**
	 * The largest number of tags in a listing.
	 */
	public static final int MAX_LISTED_TAGS = 500;

	/**
	 * The largest number of fingerprints in a preview.
	 */
	public static final int MAX_FINGERPRINTS = 5;

	private final AnswerStore store;

	private final AuditedInvalidations invalidations;

	private final EndpointArguments arguments;

	/**
	 * Creates an endpoint.
	 * @param store where the entries are
	 * @param invalidation voids answers
	 * @param tenantRequired whether an operation must name a tenant; {@code false} where
	 * there is only {@link TenantId#DEFAULT}
	 */
	public ClaudeCacheTagsEndpoint(AnswerStore store, TagInvalidationService invalidation, boolean tenantRequired) {
		this.store = store;
		this.invalidations = new AuditedInvalidations(invalidation);
		this.arguments = new EndpointArguments(tenantRequired);
	}

	/**
	 * Lists the tags of a tenant's live entries.
	 * @param tenant the tenant
	 * @return at most {@value #MAX_LISTED_TAGS} tags, those with most entries first
	 * @throws InvalidEndpointRequestException if the tenant is malformed, or missing and
	 * required
	 */
	@ReadOperation
	public TagsReport tags(@Nullable String tenant) {
		TenantId owner = this.arguments.tenant(tenant);
		List<TagCount> found = read(() -> this.store.tags(owner, MAX_LISTED_TAGS + 1));
		List<TagEntries> listed = found.stream().limit(MAX_LISTED_TAGS).map(TagEntries::of).toList();
		return new TagsReport(owner.value(), listed, found.size() > listed.size());
	}

	/**
	 * Previews what an invalidation of a tag would void.
	 * @param tag the tag
	 * @param tenant the tenant
	 * @return how many entries and a few of their fingerprints
	 * @throws InvalidEndpointRequestException if tag or tenant is malformed, or the
	 * tenant missing and required
	 */
	@ReadOperation
	public TagReport tag(@Selector String tag, @Nullable String tenant) {
		Tag previewed = this.arguments.tag(tag);
		TenantId owner = this.arguments.tenant(tenant);
		long entries = read(() -> this.store.count(owner, previewed)).entries();
		List<String> fingerprints = read(() -> this.store.entries(owner, previewed, MAX_FINGERPRINTS)).stream()
			.map((entry) -> entry.key().fingerprint().value())
			.toList();
		return new TagReport(previewed.value(), owner.value(), entries, fingerprints);
	}

	/**
	 * Voids every answer of a tenant that carries a tag. There is no dry run here: use
	 * {@link #tag} or {@link #invalidateAll}.
	 * @param tag the tag
	 * @param tenant the tenant
	 * @return what was voided
	 * @throws InvalidEndpointRequestException if tag or tenant is malformed, or the
	 * tenant missing and required
	 * @throws InvalidationFailedException if it could not be applied
	 */
	@DeleteOperation
	public InvalidationReport invalidate(@Selector String tag, @Nullable String tenant) {
		return invalidate(tag, tenant, EndpointArguments.UNKNOWN_OPERATOR);
	}

	/**
	 * Voids everything that carries any of several tags, atomically.
	 * @param tags 1 to {@value TagInvalidationService#MAX_TAGS} tags, separated by commas
	 * and nothing else; must be absent if {@code everything} is {@code true}
	 * @param tenant the tenant; must be absent if {@code allTenants} is {@code true}
	 * @param allTenants {@code true} to reach the answers of all tenants
	 * @param everything {@code true} to void whatever is in the scope. It has to be said:
	 * leaving the tags out, or misspelling their name, is an error
	 * @param dryRun {@code true} to be told what would be voided, and void nothing
	 * @return what was or would be voided
	 * @throws InvalidEndpointRequestException if an argument is malformed or contradicts
	 * another, or the tenant is missing and required
	 * @throws InvalidationFailedException if it could not be applied
	 */
	@WriteOperation
	public InvalidationReport invalidateAll(@Nullable String tags, @Nullable String tenant, @Nullable String allTenants,
			@Nullable String everything, @Nullable String dryRun) {
		return invalidateAll(tags, tenant, allTenants, everything, dryRun, EndpointArguments.UNKNOWN_OPERATOR);
	}

	InvalidationReport invalidate(String tag, @Nullable String tenant, String operator) {
		return this.invalidations.invalidate(this.arguments.target(tag, tenant), operator);
	}

	InvalidationReport invalidateAll(@Nullable String tags, @Nullable String tenant, @Nullable String allTenants,
			@Nullable String everything, @Nullable String dryRun, String operator) {
		Target target = this.arguments.target(tags, tenant, allTenants, everything);
		return this.arguments.flag("dryRun", dryRun) ? preview(target)
				: this.invalidations.invalidate(target, operator);
	}

	// Nothing counts the entries of all tenants, or all entries of one.
	private InvalidationReport preview(Target target) {
		TenantId tenant = target.tenantId();
		if (tenant == null || target.everything()) {
			return InvalidationReport.dryRun(target, null);
		}
		return InvalidationReport.dryRun(target,
				target.tags().stream().map((tag) -> TagEntries.of(read(() -> this.store.count(tenant, tag)))).toList());
	}

	private static <T> T read(Supplier<CompletionStage<T>> reading) {
		try {
			return reading.get().toCompletableFuture().join();
		}
		catch (RuntimeException ex) {
			throw new StoreUnreadableException(ex);
		}
	}

}
