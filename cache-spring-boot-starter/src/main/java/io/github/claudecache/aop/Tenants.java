package io.github.claudecache.aop;

import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose call it is. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Tenants {

	private final @Nullable TenantResolver resolver;

	private final @Nullable ReactiveTenantResolver reactiveResolver;

	private final boolean required;

	/**
	 * Creates the decision.
	 * @param resolver says who is asking on the calling thread, if the application has
	 * such a bean
	 * @param reactiveResolver says who is subscribing, if the application has such a bean
	 * @param required whether a call without a tenant must not be cached; otherwise it
	 * belongs to {@link TenantId#DEFAULT}
	 */
	public Tenants(@Nullable TenantResolver resolver, @Nullable ReactiveTenantResolver reactiveResolver,
			boolean required) {
		this.resolver = resolver;
		this.reactiveResolver = reactiveResolver;
		this.required = required;
	}

	/**
	 * Whether a call without a tenant is not cached.
	 * @return {@code false} in an application with one tenant
	 */
	public boolean required() {
		return this.required;
	}

	@Nullable ReactiveTenantResolver reactiveResolver() {
		return this.reactiveResolver;
	}

	/**
	 * The tenant of the calling thread.
	 * @return the tenant
	 * @throws UnkeyableException if there is none
	 */
	public TenantId current() {
		if (this.resolver == null) {
			return orDefault(null);
		}
		try {
			return orDefault(this.resolver.resolve());
		}
		catch (UnkeyableException ex) {
			throw ex;
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			throw missing("The tenant resolver failed: " + ex.getClass().getName());
		}
	}

	/**
	 * The tenant of a call on a thread that is not its caller's.
	 * @return the tenant of an application that has only one
	 * @throws UnkeyableException if the application has a resolver: what it says on such
	 * a thread may be left from another call
	 */
	public TenantId elsewhere() {
		if (this.resolver != null || this.reactiveResolver != null) {
			throw missing("The tenant of the call is not known on this thread");
		}
		return orDefault(null);
	}

	TenantId orDefault(@Nullable TenantId tenant) {
		if (tenant != null) {
			return tenant;
		}
		if (this.required) {
			throw missing("The call has no tenant");
		}
		return TenantId.DEFAULT;
	}

	/**
	 * The tenant that an argument names.
	 * @throws UnkeyableException if it names none
	 */
	static TenantId of(@Nullable Object argument) {
		if (argument instanceof TenantId tenant) {
			return tenant;
		}
		if (argument instanceof String text && !text.isBlank()) {
			try {
				return new TenantId(text);
			}
			catch (IllegalArgumentException ex) {
				throw new UnkeyableException(BypassReason.KEY_FAILED, "The argument with @CacheTenant is not a tenant");
			}
		}
		throw missing("The argument with @CacheTenant is null or blank");
	}

	static UnkeyableException missing(String message) {
		return new UnkeyableException(BypassReason.TENANT_MISSING, message);
	}

}
