package io.github.claudecache.aop;

import io.github.claudecache.request.FactorValue;

/**
 * Turns values of one type into their canonical form.
 */
@FunctionalInterface
interface CanonicalForm {

	FactorValue of(Object value);

}
