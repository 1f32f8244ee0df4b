package io.github.claudecache.actuate;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The tags of a tenant's live entries, without the automatic tag of each single entry.
 *
 * @param tenant the tenant
 * @param tags the tags, those with most entries first
 * @param truncated whether there are more tags than are listed
 * @since 0.1.0
 */
public record TagsReport(String tenant, List<TagEntries> tags, boolean truncated) implements OperationResponseBody {
}
