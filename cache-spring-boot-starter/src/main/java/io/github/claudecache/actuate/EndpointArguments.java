package io.github.claudecache.actuate;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * Reads the arguments of operations. Whatever is missing, malformed or contradictory is
 * refused with the reason; nothing is guessed, trimmed or dropped.
 */
final class EndpointArguments {

	/**
	 * Who acts when nobody can be named, over JMX for example.
	 */
	static final String UNKNOWN_OPERATOR = "unknown";

	private final boolean tenantRequired;

	EndpointArguments(boolean tenantRequired) {
		this.tenantRequired = tenantRequired;
	}

	TenantId tenant(@Nullable String tenant) {
		if (tenant != null) {
			return read(TenantId::new, tenant);
		}
		if (this.tenantRequired) {
			throw refused("A tenant is required: this application has more than one. Name it with 'tenant'");
		}
		return TenantId.DEFAULT;
	}

	Tag tag(String tag) {
		return read(Tag::new, tag);
	}

	Fingerprint fingerprint(String fingerprint) {
		return read(Fingerprint::new, fingerprint);
	}

	Target target(String tag, @Nullable String tenant) {
		return new Target(InvalidationScope.of(tenant(tenant)), Set.of(tag(tag)));
	}

	Target target(@Nullable String tags, @Nullable String tenant, @Nullable String allTenants,
			@Nullable String everything) {
		return new Target(scope(tenant, flag("allTenants", allTenants)), tags(tags, flag("everything", everything)));
	}

	boolean flag(String name, @Nullable String value) {
		if (value == null || value.equals("false")) {
			return false;
		}
		if (value.equals("true")) {
			return true;
		}
		throw refused("'" + name + "' must be 'true' or 'false'");
	}

	private InvalidationScope scope(@Nullable String tenant, boolean allTenants) {
		if (allTenants && tenant != null) {
			throw refused("'tenant' and 'allTenants' contradict each other");
		}
		return allTenants ? InvalidationScope.allTenants() : InvalidationScope.of(tenant(tenant));
	}

	private Set<Tag> tags(@Nullable String tags, boolean everything) {
		if (everything && tags != null) {
			throw refused("'tags' and 'everything' contradict each other");
		}
		if (everything) {
			return Set.of();
		}
		if (tags == null) {
			throw refused("'tags' is missing. To void everything in the scope, say so with 'everything'");
		}
		String[] texts = tags.split(",", -1);
		if (texts.length > TagInvalidationService.MAX_TAGS) {
			throw refused("There are " + texts.length + " tags; one call takes at most "
					+ TagInvalidationService.MAX_TAGS + " of them");
		}
		Set<Tag> read = new LinkedHashSet<>();
		for (String text : texts) {
			read.add(tag(text));
		}
		return read;
	}

	static InvalidEndpointRequestException refused(String reason) {
		return new InvalidEndpointRequestException(reason, reason);
	}

	private static <T> T read(Function<String, T> type, String text) {
		try {
			return type.apply(text);
		}
		catch (IllegalArgumentException ex) {
			throw refused(String.valueOf(ex.getMessage()));
		}
	}

}
