package io.github.claudecache.client.anthropic;

import java.io.IOException;
import java.io.InputStream;

import com.anthropic.core.http.HttpResponse;

/**
 * A response with a stream, which is looked at while the SDK reads it.
 */
final class StreamedResponse extends ForwardedResponse {

	private final StreamSink sink;

	StreamedResponse(HttpResponse delegate, StreamSink sink) {
		super(delegate, new ObservedStream(delegate.body(), sink));
		this.sink = sink;
	}

	@Override
	public void close() {
		try {
			super.close();
		}
		finally {
			this.sink.close();
		}
	}

	/**
	 * Passes on what is there at once; it never reads ahead.
	 */
	private static final class ObservedStream extends InputStream {

		private final InputStream delegate;

		private final StreamSink sink;

		ObservedStream(InputStream delegate, StreamSink sink) {
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
