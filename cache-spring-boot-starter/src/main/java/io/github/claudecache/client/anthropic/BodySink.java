package io.github.claudecache.client.anthropic;

/**
 * Looks at a response's body while its reader reads it. Never fails. Safe for use by many
 * threads, since a body may be closed while it is read.
 */
interface BodySink {

	/**
	 * Some bytes were read.
	 * @param buffer where they are
	 * @param offset where they begin
	 * @param length how many there are
	 */
	void read(byte[] buffer, int offset, int length);

	/**
	 * Nothing more will be read: because the body ended, because it failed or because its
	 * reader had enough. Further calls do nothing.
	 */
	void close();

}
