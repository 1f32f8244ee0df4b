package io.github.claudecache.client.anthropic;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

import com.anthropic.core.http.HttpResponse;
import io.github.claudecache.reason.RefusalReason;

/**
 * A response with a message, which has been read to its end. The SDK would read it next
 * anyway; but when an asynchronous call is cancelled it never does, nor does it close the
 * response, and those who ask the same would wait for it in vain.
 */
final class WholeResponse extends ForwardedResponse {

	private static final int PIECE = 8192;

	private WholeResponse(HttpResponse delegate, InputStream body) {
		super(delegate, body);
	}

	/**
	 * Reads a response and hands its message in.
	 * @param response the response of Claude
	 * @param delivery takes the answer
	 * @param maxBytes how much is read
	 * @return the response to give to the SDK; where reading failed, its body fails too
	 */
	static HttpResponse read(HttpResponse response, Delivery delivery, long maxBytes) {
		InputStream body = response.body();
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		byte[] piece = new byte[PIECE];
		try {
			int count = body.read(piece);
			while (count >= 0 && read.size() <= maxBytes) {
				read.write(piece, 0, count);
				count = body.read(piece);
			}
			if (count < 0 && read.size() <= maxBytes) {
				delivery.message(read.toByteArray());
			}
			else {
				read.write(piece, 0, Math.max(count, 0));
				delivery.refuse(RefusalReason.TOO_LARGE);
			}
		}
		catch (IOException ex) {
			delivery.abandon();
			body = new FailingStream(ex);
		}
		catch (RuntimeException | Error ex) {
			response.close();
			throw ex;
		}
		return new WholeResponse(response, new SequenceInputStream(new ByteArrayInputStream(read.toByteArray()), body));
	}

	/**
	 * Fails as the body did.
	 */
	private static final class FailingStream extends InputStream {

		private final IOException failure;

		FailingStream(IOException failure) {
			this.failure = failure;
		}

		@Override
		public int read() throws IOException {
			throw this.failure;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			throw this.failure;
		}

	}

}
