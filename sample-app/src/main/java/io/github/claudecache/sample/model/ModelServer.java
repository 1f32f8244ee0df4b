package io.github.claudecache.sample.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves {@code POST /v1/messages} on a free port of the loopback interface, in one piece
 * or as a stream. Any API key will do, but one must be sent.
 * <p>
 * Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class ModelServer implements AutoCloseable {

	private static final String PATH = "/v1/messages";

	// The limit of the real API.
	private static final int MAX_BYTES = 32 * 1024 * 1024;

	// Many questions may arrive at once; a connection that does not fit waits a second.
	private static final int BACKLOG = 512;

	private final JsonMapper mapper = new JsonMapper();

	private final AtomicLong calls = new AtomicLong();

	private final AtomicInteger underWay = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool(ModelServer::thread);

	private final Latency latency;

	private final HttpServer server;

	private volatile Behaviour behaviour = Behaviour.NORMAL;

	private volatile Function<String, Optional<String>> script = (question) -> Optional.empty();

	private ModelServer(Latency latency, HttpServer server) {
		this.latency = latency;
		this.server = server;
	}

	/**
	 * Starts a server.
	 * @param latency how long it takes to answer
	 * @return the running server
	 * @throws UncheckedIOException if there is no free port
	 */
	public static ModelServer start(Latency latency) {
		try {
			HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
			ModelServer server = new ModelServer(latency, http);
			http.createContext("/", server::handle);
			http.setExecutor(server.threads);
			http.start();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Where the server is.
	 * @return the address to which {@code /v1/messages} is appended
	 */
	public URI baseUrl() {
		InetSocketAddress address = this.server.getAddress();
		return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
	}

	/**
	 * How many questions have arrived, those that failed included.
	 * @return the number of well-formed calls since the start
	 */
	public long calls() {
		return this.calls.get();
	}

	/**
	 * How many calls are being answered.
	 * @return the number of calls whose response has not ended
	 */
	public int underWay() {
		return this.underWay.get();
	}

	/**
	 * How the server answers.
	 * @return the behaviour
	 */
	public Behaviour behaviour() {
		return this.behaviour;
	}

	/**
	 * Tells the server how to answer the calls that arrive from now on.
	 * @param behaviour the behaviour
	 */
	public void behave(Behaviour behaviour) {
		this.behaviour = behaviour;
	}

	/**
	 * Tells the server what to say to some of the questions that arrive from now on.
	 * @param script the answer to the last text of a request; empty to answer as usual.
	 * What a refusal, a failure or a cut is, the behaviour decides
	 */
	public void say(Function<String, Optional<String>> script) {
		this.script = script;
	}

	/**
	 * Stops the server at once; calls that are being answered fail.
	 */
	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	// Whoever leaves this with an exception has the connection closed by the server: an
	// exchange that is closed would end a stream in good order.
	private void handle(HttpExchange exchange) throws IOException {
		this.underWay.incrementAndGet();
		try {
			ModelReply reply = reply(exchange);
			exchange.getResponseHeaders().set("request-id", reply.requestId());
			if (reply.streamed()) {
				exchange.getResponseHeaders().set("content-type", "text/event-stream; charset=utf-8");
				exchange.sendResponseHeaders(reply.status(), 0);
				new ReplyStream(this.mapper, exchange.getResponseBody()).write(reply);
				exchange.close();
				return;
			}
			Thread.sleep(reply.remaining().toMillis());
			byte[] body = this.mapper.writeValueAsBytes(reply.body());
			exchange.getResponseHeaders().set("content-type", "application/json");
			exchange.sendResponseHeaders(reply.status(), body.length);
			exchange.getResponseBody().write(body, 0, reply.cut() ? body.length / 2 : body.length);
			exchange.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			exchange.close();
		}
		finally {
			this.underWay.decrementAndGet();
		}
	}

	private ModelReply reply(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
		if (!PATH.equals(exchange.getRequestURI().getPath())) {
			return ModelReply.error(404, "not_found_error", "Not found", "req_none");
		}
		if (!"POST".equals(exchange.getRequestMethod())) {
			return ModelReply.error(405, "invalid_request_error", "Method Not Allowed", "req_none");
		}
		Headers headers = exchange.getRequestHeaders();
		if (!headers.containsKey("x-api-key") && !headers.containsKey("authorization")) {
			return ModelReply.error(401, "authentication_error", "x-api-key header is required", "req_none");
		}
		if (body.length > MAX_BYTES) {
			return ModelReply.error(413, "request_too_large", "Request exceeds the maximum size", "req_none");
		}
		try {
			return answer(MessagesRequest.parse(this.mapper.readTree(body)));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return ModelReply.error(400, "invalid_request_error", String.valueOf(ex.getMessage()), "req_none");
		}
	}

	private ModelReply answer(MessagesRequest request) {
		String requestId = "req_" + this.calls.incrementAndGet();
		Behaviour now = this.behaviour;
		Duration time = this.latency.draw(now);
		String answer = this.script.apply(request.question()).orElseGet(() -> Quotation.answer(request));
		return ModelReply.to(request, answer, now, requestId).within(time);
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "model-server");
		thread.setDaemon(true);
		return thread;
	}

}
