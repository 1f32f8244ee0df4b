package io.github.claudecache.benchmarks.speed.server;

/**
 * Where Redis listens.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 * @since 0.1.0
 */
public record RedisAddress(String host, int port) {

	private static final int MAX_PORT = 65_535;

	/**
	 * Reads an address.
	 * @param text {@code HOST:PORT}
	 * @return the address
	 * @throws IllegalArgumentException if the text is not of that form
	 */
	public static RedisAddress parse(String text) {
		int colon = text.lastIndexOf(':');
		if (colon > 0) {
			try {
				int port = Integer.parseInt(text.substring(colon + 1));
				if (port >= 1 && port <= MAX_PORT) {
					return new RedisAddress(text.substring(0, colon), port);
				}
			}
			catch (NumberFormatException ex) {
				// Said below.
			}
		}
		throw new IllegalArgumentException("--redis needs HOST:PORT, for example localhost:6379, not '" + text + "'");
	}

	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
