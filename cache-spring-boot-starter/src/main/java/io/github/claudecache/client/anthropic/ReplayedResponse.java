package io.github.claudecache.client.anthropic;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

import com.anthropic.core.http.Headers;
import com.anthropic.core.http.HttpResponse;
import io.github.claudecache.answer.Provenance;

/**
 * An answer from the cache as a response.
 */
final class ReplayedResponse implements HttpResponse {

	private static final int OK = 200;

	private final Headers headers;

	private final InputStream body;

	private ReplayedResponse(Headers headers, byte[] body) {
		this.headers = headers;
		this.body = new ByteArrayInputStream(body);
	}

	static ReplayedResponse of(MessageCall call, StoredAnswer answer, Provenance provenance) {
		// What another caller fetched at the same time is no hit for the counters, but no
		// new spend either.
		String tier = provenance.hit() ? provenance.outcome().code() : "joined";
		Headers headers = Headers.builder()
			.put("content-type", call.streamed() ? "text/event-stream; charset=utf-8" : "application/json")
			.put(ClaudeCacheInterceptor.CACHE_HEADER, "hit; tier=" + tier + "; age=" + provenance.age().toSeconds())
			.build();
		return new ReplayedResponse(headers,
				Json.bytes(call.streamed() ? answer.asStream(call.identity()) : answer.asMessage(call.identity())));
	}

	@Override
	public int statusCode() {
		return OK;
	}

	@Override
	public Headers headers() {
		return this.headers;
	}

	@Override
	public InputStream body() {
		return this.body;
	}

	@Override
	public void close() {
		// There is no connection behind it.
	}

}
