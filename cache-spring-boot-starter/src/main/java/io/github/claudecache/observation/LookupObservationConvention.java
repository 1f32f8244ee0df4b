package io.github.claudecache.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names and key values of the observation of a lookup. A bean of this type takes the
 * place of {@link DefaultLookupObservationConvention}.
 *
 * @since 0.1.0
 */
public interface LookupObservationConvention extends ObservationConvention<LookupObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof LookupObservationContext;
	}

}
