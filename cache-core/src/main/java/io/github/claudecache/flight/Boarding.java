package io.github.claudecache.flight;

/**
 * What a caller does about a flight.
 *
 * @param flight the flight
 * @param leads whether this caller asks Claude; the others wait
 * @since 0.1.0
 */
public record Boarding(Flight flight, boolean leads) {
}
