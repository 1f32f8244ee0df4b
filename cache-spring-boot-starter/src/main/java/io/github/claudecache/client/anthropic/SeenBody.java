package io.github.claudecache.client.anthropic;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import com.anthropic.core.http.HttpRequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A body that the cache has read. Its type keeps a second interceptor on the same client
 * from asking the cache again: it would wait for the call that it is part of.
 */
final class SeenBody implements HttpRequestBody {

	private final byte[] bytes;

	private final @Nullable String contentType;

	private final HttpRequestBody original;

	SeenBody(byte[] bytes, @Nullable String contentType, HttpRequestBody original) {
		this.bytes = bytes;
		this.contentType = contentType;
		this.original = original;
	}

	@Override
	public void writeTo(OutputStream outputStream) {
		try {
			outputStream.write(this.bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public @Nullable String contentType() {
		return this.contentType;
	}

	@Override
	public long contentLength() {
		return this.bytes.length;
	}

	@Override
	public boolean repeatable() {
		return true;
	}

	@Override
	public void close() {
		this.original.close();
	}

}
