package io.github.claudecache.actuate;

import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The last decisions about other wordings on this node.
 *
 * @param caches the decisions by the name of the cache, the youngest first
 * @since 0.1.0
 */
public record VerdictsReport(Map<String, List<VerdictReport>> caches) implements OperationResponseBody {
}
