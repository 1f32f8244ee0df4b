package io.github.claudecache.reason;

import java.util.Locale;

/**
 * Why a question was not answered from the cache.
 *
 * @since 0.1.0
 */
public sealed interface Reason permits MissReason, BypassReason, KeyFactor, RefusalReason {

	/**
	 * The constant's name.
	 * @return for example {@code NOT_FOUND}
	 */
	String name();

	/**
	 * The name in endpoints, meters and logs.
	 * @return for example {@code not-found}
	 */
	default String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
