package io.github.claudecache.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observation of the cache.
 *
 * @since 0.1.0
 */
public enum LookupObservation implements ObservationDocumentation {

	/**
	 * One lookup, from the question to the answer of the cache or the permission to ask
	 * Claude. The call of Claude is not part of it; embedding, judging and waiting for
	 * another caller are.
	 */
	LOOKUP {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultLookupObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

	};

	/**
	 * The keys, each with few values.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/** The name of the cache. */
		CACHE {

			@Override
			public String asString() {
				return "cache";
			}

		},

		/** What came of it: exact, semantic, miss, bypass or error. */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		},

		/** Why nothing was served, or none. */
		REASON {

			@Override
			public String asString() {
				return "reason";
			}

		}

	}

}
