package io.github.claudecache.identity;

/**
 * Who an answer belongs to. Part of every key, ledger and index: there is no way to ask
 * the cache for anything without one, and two tenants that differ in any character never
 * meet.
 *
 * @param value 1 to 256 bytes of UTF-8 on one line, no surrounding white space
 * @since 0.1.0
 */
public record TenantId(String value) {

	/**
	 * The tenant of an application that has only one.
	 */
	public static final TenantId DEFAULT = new TenantId("default");

	private static final int MAX_BYTES = 256;

	/**
	 * Creates a tenant.
	 * @throws IllegalArgumentException if the value is blank, too long or has characters
	 * that cannot be shown on one line
	 */
	public TenantId {
		Texts.requireLine("A tenant", value, MAX_BYTES);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
