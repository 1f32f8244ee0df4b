package io.github.claudecache.actuate;

import java.util.Map;

import io.github.claudecache.store.StoreStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All named caches.
 *
 * @param namespace the text that the keys in a shared store begin with; absent if the
 * application makes keys in its own way
 * @param store how the store is doing
 * @param countedSince when this node began to count, ISO 8601
 * @param caches the caches by name
 * @since 0.1.0
 */
public record CachesReport(@Nullable String namespace, StoreStatus store, String countedSince,
		Map<String, CacheReport> caches) implements OperationResponseBody {
}
