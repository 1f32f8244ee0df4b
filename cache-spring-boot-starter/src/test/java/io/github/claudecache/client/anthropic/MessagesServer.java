package io.github.claudecache.client.anthropic;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server of the Messages API on a free port that answers as a test tells it. Safe for
 * use by many threads.
 */
public final class MessagesServer implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "messages-server");
		thread.setDaemon(true);
		return thread;
	});

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	private volatile Script script = Script.json(200, "{}");

	public MessagesServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	public String url() {
		return "http://" + this.server.getAddress().getAddress().getHostAddress() + ":"
				+ this.server.getAddress().getPort();
	}

	public MessagesServer answer(Script script) {
		this.script = script;
		return this;
	}

	public List<Received> received() {
		return this.received;
	}

	public int calls() {
		return this.received.size();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.received
				.add(new Received(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()),
						new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
			this.script.answer(exchange);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A request that has arrived.
	 *
	 * @param uri the path and the query
	 * @param headers the headers
	 * @param body the body
	 */
	public record Received(String uri, Map<String, List<String>> headers, String body) {
	}

	/**
	 * How the server answers.
	 */
	@FunctionalInterface
	public interface Script {

		void answer(HttpExchange exchange) throws IOException, InterruptedException;

		static Script json(int status, String body) {
			return (exchange) -> {
				byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().set("content-type", "application/json");
				exchange.getResponseHeaders().set("request-id", "req_1");
				exchange.sendResponseHeaders(status, bytes.length);
				exchange.getResponseBody().write(bytes);
			};
		}

		/**
		 * Sends the beginning of a body and drops the connection.
		 */
		static Script cut(String type, String beginning) {
			return (exchange) -> {
				exchange.getResponseHeaders().set("content-type", type);
				exchange.sendResponseHeaders(200, 0);
				OutputStream body = exchange.getResponseBody();
				body.write(beginning.getBytes(StandardCharsets.UTF_8));
				body.flush();
			};
		}

		static Script stream(String events) {
			return stream(events, () -> {
			}, "");
		}

		/**
		 * Sends a stream in two parts, with something to wait for between them.
		 */
		static Script stream(String first, Wait wait, String second) {
			return (exchange) -> {
				exchange.getResponseHeaders().set("content-type", "text/event-stream; charset=utf-8");
				exchange.sendResponseHeaders(200, 0);
				try (OutputStream body = exchange.getResponseBody()) {
					body.write(first.getBytes(StandardCharsets.UTF_8));
					body.flush();
					wait.await();
					body.write(second.getBytes(StandardCharsets.UTF_8));
				}
			};
		}

	}

	/**
	 * Something to wait for.
	 */
	@FunctionalInterface
	public interface Wait {

		void await() throws InterruptedException;

	}

}
