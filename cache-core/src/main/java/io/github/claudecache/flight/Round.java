package io.github.claudecache.flight;

import java.util.concurrent.CompletableFuture;

/**
 * What a caller does while the store cannot be asked.
 *
 * @param flight where those who do not lead wait for the answer
 * @param leads whether this caller asks Claude, as soon as the round begins
 * @param begun completes when the leader may ask; nobody joins the round after that
 * @since 0.1.0
 */
public record Round(Flight flight, boolean leads, CompletableFuture<Void> begun) {
}
