package io.github.claudecache.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.store.AnswerStore;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.Reading;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows one entry, evicts it, and takes reports of wrong answers: the
 * {@code claudecacheentries} endpoint. It shows no text of questions or answers.
 * <p>
 * Reading is allowed by default once the endpoint is exposed; evicting and reporting need
 * {@code management.endpoint.claudecacheentries.access=unrestricted}, hold on every node
 * when they return, and throw when the store is away; repeating them is safe. Safe for
 * use by many threads.
 *
 * @since 0.1.0
 */
@Endpoint(id = "claudecacheentries", defaultAccess = Access.READ_ONLY)
public class ClaudeCacheEntriesEndpoint {

	private static final String WRONG = "wrong";

	// An entry says itself when it expires; what a class allows now is not known here.
	private static final Duration ANY_AGE = Duration.ofDays(366);

	private final ClaudeCache cache;

	private final AnswerStore store;

	private final AuditedInvalidations invalidations;

	private final EndpointArguments arguments;

	private final InstantSource clock;

	/**
	 * Creates an endpoint.
	 * @param cache takes reports
	 * @param store where the entries are
	 * @param tenantRequired whether an operation must name a tenant; {@code false} where
	 * there is only {@link TenantId#DEFAULT}
	 */
	public ClaudeCacheEntriesEndpoint(ClaudeCache cache, AnswerStore store, boolean tenantRequired) {
		this.cache = cache;
		this.store = store;
		this.invalidations = new AuditedInvalidations(cache.invalidation());
		this.arguments = new EndpointArguments(tenantRequired);
		this.clock = InstantSource.system();
	}

	/**
	 * Shows an entry.
	 * @param fingerprint its exact fingerprint
	 * @param tenant the tenant
	 * @return the entry; {@code null} if there is none
	 * @throws InvalidEndpointRequestException if an argument is malformed, or the tenant
	 * missing and required
	 */
	@ReadOperation
	public @Nullable EntryReport entry(@Selector String fingerprint, @Nullable String tenant) {
		EntryKey key = key(fingerprint, tenant);
		Set<Tag> own = Set.of(Tag.ofEntry(key.fingerprint()));
		Reading reading;
		try {
			reading = this.store.read(key, own).toCompletableFuture().join();
		}
		catch (RuntimeException ex) {
			throw new StoreUnreadableException(ex);
		}
		Instant now = this.clock.instant();
		return (reading.entry() != null) ? EntryReport.of(reading.entry(), reading.objection(key, now, ANY_AGE), now)
				: null;
	}

	/**
	 * Evicts an entry.
	 * @param fingerprint its exact fingerprint
	 * @param tenant the tenant
	 * @return what was voided, also if there was no such entry
	 * @throws InvalidEndpointRequestException if an argument is malformed, or the tenant
	 * missing and required
	 * @throws InvalidationFailedException if it could not be applied
	 */
	@DeleteOperation
	public InvalidationReport evict(@Selector String fingerprint, @Nullable String tenant) {
		return evict(fingerprint, tenant, EndpointArguments.UNKNOWN_OPERATOR);
	}

	/**
	 * Takes the report that an answer was wrong: as {@link ClaudeCache#report}.
	 * @param fingerprint the exact fingerprint of the entry that was served
	 * @param tenant the tenant
	 * @param verdict {@code wrong}
	 * @param asked the exact fingerprint of the question, if the entry was served for
	 * another wording
	 * @return what was voided; {@code null} if there is no such entry
	 * @throws InvalidEndpointRequestException if an argument is missing or malformed, or
	 * the tenant missing and required
	 * @throws InvalidationFailedException if it could not be applied
	 */
	@WriteOperation
	public @Nullable InvalidationReport report(@Selector String fingerprint, @Nullable String tenant,
			@Nullable String verdict, @Nullable String asked) {
		EntryKey key = key(fingerprint, tenant);
		if (!WRONG.equals(verdict)) {
			throw EndpointArguments.refused("'verdict' must be '" + WRONG + "'");
		}
		Fingerprint question = (asked != null) ? this.arguments.fingerprint(asked) : null;
		Optional<Invalidation> outcome;
		try {
			outcome = this.cache.report(key.tenant(), key.fingerprint(), question);
		}
		catch (InvalidationFailedException ex) {
			throw new NotInvalidatedException(target(key), ex);
		}
		return outcome.map(InvalidationReport::of).orElse(null);
	}

	InvalidationReport evict(String fingerprint, @Nullable String tenant, String operator) {
		return this.invalidations.invalidate(target(key(fingerprint, tenant)), operator);
	}

	private EntryKey key(String fingerprint, @Nullable String tenant) {
		return new EntryKey(this.arguments.tenant(tenant), this.arguments.fingerprint(fingerprint));
	}

	private static Target target(EntryKey key) {
		return new Target(InvalidationScope.of(key.tenant()), Set.of(Tag.ofEntry(key.fingerprint())));
	}

}
