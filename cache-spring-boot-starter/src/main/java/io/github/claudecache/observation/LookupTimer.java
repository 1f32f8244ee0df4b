package io.github.claudecache.observation;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.MeterObservationHandler;
import io.micrometer.observation.Observation;

/**
 * Times the observations of lookups: a timer with the name of the observation, its key
 * values of few values and {@code error}, the class of what the lookup failed with or
 * {@code none}. That is what {@code DefaultMeterObservationHandler} makes of them too,
 * which also keeps a list of the lookups that are under way and looks up both meters each
 * time: a sixth of what a hit costs. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class LookupTimer implements MeterObservationHandler<LookupObservationContext> {

	private static final String ERROR = "error";

	private final Supplier<MeterRegistry> registry;

	// As many as the registry has anyway.
	private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();

	/**
	 * Creates a handler.
	 * @param registry the registry, asked for at each lookup: a handler may be created
	 * before the registry is complete
	 */
	public LookupTimer(Supplier<MeterRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public void onStart(LookupObservationContext context) {
		context.began(now());
	}

	@Override
	public void onStop(LookupObservationContext context) {
		Throwable error = context.getError();
		Labels labels = new Labels(
				Objects.requireNonNullElse(context.getName(), DefaultLookupObservationConvention.NAME),
				context.getLowCardinalityKeyValues(),
				(error != null) ? error.getClass().getSimpleName() : DefaultLookupObservationConvention.NONE);
		this.timers.computeIfAbsent(labels, this::timer).record(now() - context.began(), TimeUnit.NANOSECONDS);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof LookupObservationContext;
	}

	private long now() {
		return this.registry.get().config().clock().monotonicTime();
	}

	private Timer timer(Labels labels) {
		Timer.Builder timer = Timer.builder(labels.name()).tag(ERROR, labels.error());
		for (KeyValue label : labels.others()) {
			timer.tag(label.getKey(), label.getValue());
		}
		return timer.register(this.registry.get());
	}

	/**
	 * What tells a timer from others.
	 */
	private record Labels(String name, KeyValues others, String error) {
	}

}
