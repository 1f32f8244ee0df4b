package io.github.claudecache.actuate;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What an invalidation of one tag would void now.
 *
 * @param tag the tag, exactly as it was understood
 * @param tenant the tenant
 * @param entries the number of live entries that carry the tag; exact for the store in
 * memory, an upper bound for a shared one
 * @param fingerprints the fingerprints of a few of them
 * @since 0.1.0
 */
public record TagReport(String tag, String tenant, long entries,
		List<String> fingerprints) implements OperationResponseBody {
}
