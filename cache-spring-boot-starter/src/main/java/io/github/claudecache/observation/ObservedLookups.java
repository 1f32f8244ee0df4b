package io.github.claudecache.observation;

import java.util.function.Supplier;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.LookupObserver;
import io.github.claudecache.reason.Reason;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes every lookup with {@link LookupObservation}. The observation that is current
 * on the thread of the caller is its parent. No scope is opened: a lookup goes on on
 * other threads. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class ObservedLookups implements LookupObserver {

	private static final LookupObservationConvention STANDARD = new DefaultLookupObservationConvention();

	private final Supplier<ObservationRegistry> registry;

	private final Supplier<@Nullable LookupObservationConvention> convention;

	/**
	 * Creates an observer.
	 * @param registry the registry, asked for at each lookup: a cache may be created
	 * before the registry is complete
	 * @param convention the application's own names; the supplier may give {@code null}
	 */
	public ObservedLookups(Supplier<ObservationRegistry> registry,
			Supplier<@Nullable LookupObservationConvention> convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public Observed begins(String cache) {
		ObservationRegistry found = this.registry.get();
		if (found.isNoop()) {
			return Observed.NOTHING;
		}
		LookupObservationContext context = new LookupObservationContext(cache);
		return new ObservedLookup(context,
				LookupObservation.LOOKUP.start(this.convention.get(), STANDARD, () -> context, found));
	}

	/**
	 * One lookup.
	 */
	private record ObservedLookup(LookupObservationContext context, Observation observation) implements Observed {

		@Override
		public void ended(Outcome outcome, @Nullable Reason reason) {
			this.context.ended(outcome, reason);
			this.observation.stop();
		}

		@Override
		public void failed(Throwable error) {
			this.observation.error(error);
			this.observation.stop();
		}

	}

}
