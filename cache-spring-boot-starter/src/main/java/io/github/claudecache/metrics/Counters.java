package io.github.claudecache.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

import io.micrometer.core.instrument.Counter;
import org.jspecify.annotations.Nullable;

/**
 * One counter for each constant of an enumeration, registered when it is first needed.
 * Registering twice gives the same counter, so a race is harmless.
 */
final class Counters<E extends Enum<E>> {

	private final AtomicReferenceArray<@Nullable Counter> counters;

	private final Function<E, Counter> registration;

	Counters(Class<E> type, Function<E, Counter> registration) {
		this.counters = new AtomicReferenceArray<>(type.getEnumConstants().length);
		this.registration = registration;
	}

	void increment(E constant) {
		add(constant, 1);
	}

	void add(E constant, double amount) {
		Counter counter = this.counters.get(constant.ordinal());
		if (counter == null) {
			counter = this.registration.apply(constant);
			this.counters.set(constant.ordinal(), counter);
		}
		counter.increment(amount);
	}

}
