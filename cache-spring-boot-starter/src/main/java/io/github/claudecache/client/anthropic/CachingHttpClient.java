package io.github.claudecache.client.anthropic;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import com.anthropic.core.RequestOptions;
import com.anthropic.core.http.HttpClient;
import com.anthropic.core.http.HttpRequest;
import com.anthropic.core.http.HttpResponse;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.client.SharedFailure;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cache before Claude. Safe for use by many threads.
 */
final class CachingHttpClient implements HttpClient {

	private static final int OK = 200;

	private final HttpClient delegate;

	private final Supplier<ClaudeCache> cache;

	private final CallPlanner planner;

	private final long maxAnswerBytes;

	CachingHttpClient(HttpClient delegate, Supplier<ClaudeCache> cache, CallPlanner planner, long maxAnswerBytes) {
		this.delegate = delegate;
		this.cache = cache;
		this.planner = planner;
		this.maxAnswerBytes = maxAnswerBytes;
	}

	@Override
	public HttpResponse execute(HttpRequest request, RequestOptions requestOptions) {
		PlannedCall planned = this.planner.plan(request, true);
		MessageCall call = planned.call();
		Lookup lookup = (call != null) ? open(call) : null;
		HttpResponse replayed = (call != null) ? replay(call, lookup) : null;
		if (replayed != null) {
			return replayed;
		}
		try {
			return captured(call, lookup, this.delegate.execute(planned.request(), requestOptions));
		}
		catch (Throwable ex) {
			failed(lookup, ex);
			throw ex;
		}
	}

	@Override
	public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions requestOptions) {
		PlannedCall planned = this.planner.plan(request, false);
		MessageCall call = planned.call();
		if (call == null) {
			return this.delegate.executeAsync(planned.request(), requestOptions);
		}
		CompletableFuture<HttpResponse> result = new CompletableFuture<>();
		CompletableFuture<@Nullable Lookup> opened = openAsync(call);
		opened.whenComplete((lookup, error) -> {
			if (error != null) {
				result.completeExceptionally(unwrap(error));
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
		HttpResponse replayed = replay(call, lookup);
		if (replayed != null) {
			result.complete(replayed);
			return;
		}
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
				failed(lookup, unwrap(error));
				result.completeExceptionally(unwrap(error));
				return;
			}
			try {
				HttpResponse captured = captured(call, lookup, response);
				if (!result.complete(captured)) {
					captured.close();
				}
			}
			catch (Throwable ex) {
				failed(lookup, ex);
				result.completeExceptionally(ex);
			}
		});
		result.whenComplete((response, error) -> {
			if (error instanceof CancellationException) {
				running.cancel(true);
			}
		});
	}

	private @Nullable Lookup open(MessageCall call) {
		try {
			return this.cache.get().open(call.request());
		}
		catch (SharedFailure ex) {
			throw SharedFailure.<RuntimeException>rethrow(ex.original());
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			this.planner.warn(call.request().cache(), ex);
			return null;
		}
	}

	private CompletableFuture<@Nullable Lookup> openAsync(MessageCall call) {
		CompletableFuture<Lookup> opened;
		try {
			opened = this.cache.get().openAsync(call.request(), false);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			opened = CompletableFuture.failedFuture(ex);
		}
		return opened.handle((lookup, error) -> {
			Throwable cause = (error != null) ? unwrap(error) : null;
			if (cause instanceof SharedFailure shared) {
				throw new CompletionException(shared.original());
			}
			if (cause != null) {
				this.planner.warn(call.request().cache(), cause);
			}
			return lookup;
		});
	}

	// An entry that cannot be read costs the call, nothing else.
	private @Nullable HttpResponse replay(MessageCall call, @Nullable Lookup lookup) {
		if (!(lookup instanceof Hit hit)) {
			return null;
		}
		try {
			StoredAnswer answer = StoredAnswer.decode(hit.answer().payload());
			return ReplayedResponse.of(call, answer, hit.provenance());
		}
		catch (Exception | StackOverflowError ex) {
			this.planner.warn(call.request().cache(), ex);
			return null;
		}
	}

	private HttpResponse captured(@Nullable MessageCall call, @Nullable Lookup lookup, HttpResponse response) {
		if (call == null || !(lookup instanceof Ticket ticket)) {
			return response;
		}
		Delivery delivery = new Delivery(ticket, call.identity());
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

	// Those who wait for this call may only be told of a failure that is theirs too:
	// neither that this caller was interrupted nor that its own time was up.
	private static void failed(@Nullable Lookup lookup, Throwable error) {
		if (lookup instanceof Ticket ticket) {
			if (isShared(error)) {
				ticket.fail(new SharedFailure(error));
			}
			else {
				ticket.abandon();
			}
		}
	}

	private static boolean isShared(Throwable error) {
		boolean ofConnection = false;
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof InterruptedException || cause instanceof CancellationException
					|| cause instanceof InterruptedIOException || "Canceled".equals(cause.getMessage())) {
				return false;
			}
			ofConnection |= cause instanceof IOException;
		}
		return ofConnection;
	}

	private static void abandon(@Nullable Lookup lookup) {
		if (lookup instanceof Ticket ticket) {
			ticket.abandon();
		}
	}

	private static Throwable unwrap(Throwable error) {
		return (error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error;
	}

}
