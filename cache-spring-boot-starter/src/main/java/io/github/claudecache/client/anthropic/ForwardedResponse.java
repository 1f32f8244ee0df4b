package io.github.claudecache.client.anthropic;

import java.io.InputStream;

import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpResponse;

/**
 * A response of Claude with another view of its body.
 */
abstract class ForwardedResponse implements HttpResponse {

	private final HttpResponse delegate;

	private final InputStream body;

	ForwardedResponse(HttpResponse delegate, InputStream body) {
		this.delegate = delegate;
		this.body = body;
	}

	@Override
	public final int statusCode() {
		return this.delegate.statusCode();
	}

	@Override
	public final Headers headers() {
		return this.delegate.headers();
	}

	@Override
	public final InputStream body() {
		return this.body;
	}

	@Override
	public void close() {
		this.delegate.close();
	}

}
