package io.github.claudecache.client.anthropic;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpResponse;

/**
 * A response of Claude whose body is looked at while the SDK reads it.
 */
final class CapturedResponse implements HttpResponse {

	private static final int OK = 200;

	private final HttpResponse delegate;

	private final BodySink sink;

	private final InputStream body;

	private CapturedResponse(HttpResponse delegate, BodySink sink) {
		this.delegate = delegate;
		this.sink = sink;
		this.body = new ObservedStream(delegate.body(), sink);
	}

	/**
	 * Begins to look at a response.
	 * @param response the response of Claude
	 * @param call what was asked
	 * @param delivery takes the answer
	 * @param maxBytes how much of the answer is remembered
	 * @return the response to give to the SDK
	 */
	static HttpResponse of(HttpResponse response, MessageCall call, Delivery delivery, long maxBytes) {
		if (response.statusCode() != OK) {
			// Not shared with those who wait: they may have other credentials or limits.
			delivery.abandon();
			return response;
		}
		String type = contentType(response.headers());
		if (call.streamed() && type.startsWith("text/event-stream")) {
			return new CapturedResponse(response, new StreamSink(delivery, maxBytes));
		}
		if (!call.streamed() && type.startsWith("application/json")) {
			return new CapturedResponse(response, new PlainSink(delivery, maxBytes));
		}
		delivery.abandon();
		return response;
	}

	@Override
	public int statusCode() {
		return this.delegate.statusCode();
	}

	@Override
	public Headers headers() {
		return this.delegate.headers();
	}

	@Override
	public InputStream body() {
		return this.body;
	}

	@Override
	public void close() {
		try {
			this.delegate.close();
		}
		finally {
			this.sink.close();
		}
	}

	private static String contentType(Headers headers) {
		List<String> values = headers.values("content-type");
		return values.isEmpty() ? "" : values.get(0).toLowerCase(Locale.ROOT);
	}

	/**
	 * Passes on what is there at once; it never reads ahead.
	 */
	private static final class ObservedStream extends InputStream {

		private final InputStream delegate;

		private final BodySink sink;

		ObservedStream(InputStream delegate, BodySink sink) {
			this.delegate = delegate;
			this.sink = sink;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int count;
			try {
				count = this.delegate.read(buffer, offset, length);
			}
			catch (IOException ex) {
				this.sink.close();
				throw ex;
			}
			if (count < 0) {
				this.sink.close();
			}
			else {
				this.sink.read(buffer, offset, count);
			}
			return count;
		}

		@Override
		public int available() throws IOException {
			return this.delegate.available();
		}

		@Override
		public void close() throws IOException {
			try {
				this.delegate.close();
			}
			finally {
				this.sink.close();
			}
		}

	}

}
