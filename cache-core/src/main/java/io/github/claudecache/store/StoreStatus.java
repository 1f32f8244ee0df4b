package io.github.claudecache.store;

import org.jspecify.annotations.Nullable;

/**
 * How a store is doing.
 *
 * @param kind {@code memory}, {@code redis} or another implementation's name
 * @param available whether lookups reach it now
 * @param shared whether an invalidation reaches other processes
 * @param detail what is wrong; {@code null} while nothing is
 * @since 0.1.0
 */
public record StoreStatus(String kind, boolean available, boolean shared, @Nullable String detail) {
}
