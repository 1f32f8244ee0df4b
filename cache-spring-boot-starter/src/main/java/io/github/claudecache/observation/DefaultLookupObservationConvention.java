package io.github.claudecache.observation;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.observation.LookupObservation.LowCardinalityKeyNames;
import io.github.claudecache.reason.Reason;
import io.micrometer.common.KeyValues;

/**
 * The names and key values of {@link LookupObservation}. Immutable.
 *
 * @since 0.1.0
 */
public class DefaultLookupObservationConvention implements LookupObservationConvention {

	/** The value of a key that does not apply. */
	static final String NONE = "none";

	/** The outcome of a lookup that gave its caller what another caller's call threw. */
	static final String ERROR = "error";

	/** The name of the observation. */
	static final String NAME = "claude.cache.lookup";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(LookupObservationContext context) {
		return "claude cache lookup " + context.getCache();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(LookupObservationContext context) {
		Outcome outcome = context.getOutcome();
		Reason reason = context.getReason();
		return KeyValues.of(LowCardinalityKeyNames.CACHE.withValue(context.getCache()),
				LowCardinalityKeyNames.OUTCOME.withValue((outcome != null) ? outcome.code() : ERROR),
				LowCardinalityKeyNames.REASON.withValue((reason != null) ? reason.code() : NONE));
	}

}
