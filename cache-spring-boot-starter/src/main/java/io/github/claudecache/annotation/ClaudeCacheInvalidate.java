package io.github.claudecache.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Voids every answer that carries one of the tags after the method has succeeded: after
 * the commit if a transaction surrounds the call, when the future or {@code Mono} has
 * completed if it returns one, and not at all if it fails or the transaction is rolled
 * back.
 * <p>
 * If the invalidation cannot be applied, the caller gets
 * {@link io.github.claudecache.freshness.InvalidationFailedException} although the method
 * itself succeeded: old answers may still be served, and the call must be repeated.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ClaudeCacheInvalidate {

	/**
	 * The tags: SpEL expressions over the parameters and {@code #result}, such as
	 * {@code 'doc:' + #document.id}. Each gives a text or a collection of texts. Checked
	 * at start-up like those of {@link ClaudeCached#tags}.
	 * @return the expressions
	 */
	String[] tags();

	/**
	 * Whether the answers of all tenants are voided. Otherwise only those of the tenant
	 * of the call: the parameter marked {@link CacheTenant}, else what the
	 * {@link io.github.claudecache.aop.TenantResolver} says, else the default tenant.
	 * @return whether to reach all tenants
	 */
	boolean allTenants() default false;

}
