package io.github.claudecache.client.anthropic;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.client.ClientCache;
import io.github.claudecache.client.Handover;
import io.github.claudecache.recording.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cache before Claude. Safe for use by many threads.
 */
final class CachingHttpClient implements HttpClient {

	private static final int OK = 200;

	private final HttpClient delegate;

	private final ClientCache cache;

	private final CallPlanner planner;

	private final long maxAnswerBytes;

	private final @Nullable Recording recording;

	/**
	 * Creates a client.
	 * @param delegate asks Claude
	 * @param cache the cache
	 * @param planner decides what is asked of the cache
	 * @param maxAnswerBytes the largest answer that is remembered while it passes
	 * @param recording what asynchronous calls belong to; {@code null} if they ask the
	 * cache
	 */
	CachingHttpClient(HttpClient delegate, ClientCache cache, CallPlanner planner, long maxAnswerBytes,
			@Nullable Recording recording) {
		this.delegate = delegate;
		this.cache = cache;
		this.planner = planner;
		this.maxAnswerBytes = maxAnswerBytes;
		this.recording = recording;
	}

	@Override
	public HttpResponse execute(HttpRequest request, RequestOptions requestOptions) {
		Recording recording = Recording.current();
		if (recording != null) {
			return recorded(recording, this.planner.observe(request), requestOptions);
		}
		PlannedCall planned = this.planner.plan(request, true);
		MessageCall call = planned.call();
		Lookup lookup = (call != null) ? this.cache.open(call.request()) : null;
		HttpResponse replayed = (call != null) ? replay(planned.request(), requestOptions, call, lookup) : null;
		if (replayed != null) {
			return replayed;
		}
		Handover handover = handover(lookup);
		try {
			return captured(call, handover, this.delegate.execute(planned.request(), requestOptions));
		}
		catch (Throwable ex) {
			failed(handover, ex);
			throw ex;
		}
	}

	// The annotated method that makes the call asks the cache; here it is only seen.
	private HttpResponse recorded(Recording recording, PlannedCall planned, RequestOptions requestOptions) {
		MessageCall call = planned.call();
		if (call == null) {
			return this.delegate.execute(planned.request(), requestOptions);
		}
		Handover handover = new Handover(recording.sent(call.request()));
		return captured(call, handover, this.delegate.execute(planned.request(), requestOptions));
	}

	@Override
	public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions requestOptions) {
		Recording current = this.recording;
		if (current == null && CallPlanner.isRecorded(request)) {
			// Another one, nearer to Claude, has the recording.
			return this.delegate.executeAsync(request, requestOptions);
		}
		PlannedCall planned = (current != null) ? this.planner.observe(request) : this.planner.plan(request, false);
		MessageCall call = planned.call();
		if (call == null) {
			return this.delegate.executeAsync(planned.request(), requestOptions);
		}
		CompletableFuture<HttpResponse> result = new CompletableFuture<>();
		if (current != null) {
			send(planned.request(), requestOptions, call, new Handover(current.sent(call.request())), result);
			return result;
		}
		CompletableFuture<@Nullable Lookup> opened = this.cache.openAsync(call.request(), false);
		opened.whenComplete((lookup, error) -> {
			if (error != null) {
				result.completeExceptionally(ClientCache.unwrap(error));
			}
			else if (result.isDone()) {
				abandon(lookup);
			}
			else {
				answer(planned.request(), requestOptions, call, lookup, result);
			}
		});
		return result;
	}

	@Override
	public void close() {
		this.delegate.close();
	}

	private void answer(HttpRequest request, RequestOptions options, MessageCall call, @Nullable Lookup lookup,
			CompletableFuture<HttpResponse> result) {
		HttpResponse replayed = replay(request, options, call, lookup);
		if (replayed != null) {
			result.complete(replayed);
		}
		else {
			send(request, options, call, handover(lookup), result);
		}
	}

	private void send(HttpRequest request, RequestOptions options, MessageCall call, @Nullable Handover handover,
			CompletableFuture<HttpResponse> result) {
		CompletableFuture<HttpResponse> asked;
		try {
			asked = this.delegate.executeAsync(request, options);
		}
		catch (Throwable ex) {
			asked = CompletableFuture.failedFuture(ex);
		}
		CompletableFuture<HttpResponse> running = asked;
		running.whenComplete((response, error) -> {
			if (error != null) {
				failed(handover, ClientCache.unwrap(error));
				result.completeExceptionally(ClientCache.unwrap(error));
				return;
			}
			try {
				HttpResponse captured = captured(call, handover, response);
				if (!result.complete(captured)) {
					captured.close();
				}
			}
			catch (Throwable ex) {
				failed(handover, ex);
				result.completeExceptionally(ex);
			}
		});
		result.whenComplete((response, error) -> {
			if (error instanceof CancellationException) {
				running.cancel(true);
			}
		});
	}

	// An entry that cannot be read costs the call, nothing else.
	private @Nullable HttpResponse replay(HttpRequest request, RequestOptions options, MessageCall call,
			@Nullable Lookup lookup) {
		if (!(lookup instanceof Hit hit)) {
			return null;
		}
		try {
			StoredAnswer answer = StoredAnswer.decode(hit.answer().payload());
			HttpResponse replayed = ReplayedResponse.of(call, answer, hit.provenance());
			this.cache.audit(call.request(), hit, answer::said, () -> fresh(request, options, call));
			return replayed;
		}
		catch (Exception | StackOverflowError ex) {
			this.cache.warn(call.request().cache(), ex);
			return null;
		}
	}

	private CompletionStage<AnswerDraft> fresh(HttpRequest request, RequestOptions options, MessageCall call)
			throws IOException {
		CompletableFuture<AnswerDraft> taken = new CompletableFuture<>();
		Handover handover = new Handover(taken);
		try (HttpResponse response = captured(call, handover, this.delegate.execute(request, options))) {
			response.body().transferTo(OutputStream.nullOutputStream());
		}
		// Of a response that is neither a message nor a stream nobody was told.
		handover.abandon();
		return taken.thenApply((draft) -> new AnswerDraft(StoredAnswer.decode(draft.payload()).said(),
				draft.stopReason(), draft.model(), draft.usage(), draft.serverToolsUsed()));
	}

	private static @Nullable Handover handover(@Nullable Lookup lookup) {
		return (lookup instanceof Ticket ticket) ? new Handover(ticket) : null;
	}

	private HttpResponse captured(@Nullable MessageCall call, @Nullable Handover handover, HttpResponse response) {
		if (call == null || handover == null) {
			return response;
		}
		Delivery delivery = new Delivery(handover, call.identity());
		String type = contentType(response);
		if (response.statusCode() == OK && call.streamed() && type.startsWith("text/event-stream")) {
			return new StreamedResponse(response, new StreamSink(delivery, this.maxAnswerBytes));
		}
		if (response.statusCode() == OK && !call.streamed() && type.startsWith("application/json")) {
			return WholeResponse.read(response, delivery, this.maxAnswerBytes);
		}
		// Errors are not shared with those who wait: they may have other credentials or
		// limits.
		delivery.abandon();
		return response;
	}

	private static String contentType(HttpResponse response) {
		List<String> values = response.headers().values("content-type");
		return values.isEmpty() ? "" : values.get(0).toLowerCase(Locale.ROOT);
	}

	private static void failed(@Nullable Handover handover, Throwable error) {
		if (handover != null) {
			handover.fail(error);
		}
	}

	private static void abandon(@Nullable Lookup lookup) {
		if (lookup instanceof Ticket ticket) {
			ticket.abandon();
		}
	}

}
