package io.github.claudecache.benchmarks.semantic;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.claudecache.judgement.GreyZone;
import io.github.claudecache.judgement.GuardedJudge;
import io.github.claudecache.judgement.score.Preset;
import io.github.claudecache.verifier.ClaudeJudge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Messages server on a free port that knows which questions have the same answer, and
 * the verifier that asks it: the way to Claude is the real one, over HTTP.
 */
final class ScriptedJudge implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	// The default of the property.
	private static final double FROM = 0.5;

	private static final Duration DEADLINE = Duration.ofMinutes(1);

	private static final int CONCURRENT = 16;

	private static final int OVERLOADED = 529;

	private final JudgeQuality quality;

	private final BiPredicate<String, String> same;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private final AtomicLong calls = new AtomicLong();

	private ScriptedJudge(JudgeQuality quality, BiPredicate<String, String> same, HttpServer server) {
		this.quality = quality;
		this.same = same;
		this.server = server;
	}

	/**
	 * Starts a server.
	 * @param quality how good it is
	 * @param same whether one answer serves the stored question and the asked one
	 */
	static ScriptedJudge start(JudgeQuality quality, BiPredicate<String, String> same) throws IOException {
		HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		ScriptedJudge judge = new ScriptedJudge(quality, same, http);
		http.createContext("/v1/messages", judge::handle);
		http.setExecutor(judge.threads);
		http.start();
		return judge;
	}

	/**
	 * The judge of a preset that asks in its grey zone.
	 */
	static GuardedJudge unsure(Preset preset) {
		return GuardedJudge.standard(new GreyZone(FROM, preset.bar()));
	}

	ClaudeJudge verifier() {
		InetSocketAddress address = this.server.getAddress();
		return new ClaudeJudge(URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort()),
				"none", "scripted", DEADLINE, CONCURRENT);
	}

	/**
	 * Tells how often it was asked.
	 */
	void report(PrintStream out, int lookups) {
		out.printf(Locale.ROOT, "The judge was asked %d times, for %.1f %% of %d lookups%n", this.calls.get(),
				100.0 * this.calls.get() / lookups, lookups);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.calls.incrementAndGet();
			JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
			JsonNode questions = JSON.readTree(request.path("messages").path(0).path("content").asString());
			String stored = questions.path("stored").asString();
			String asked = questions.path("asked").asString();
			String verdict = this.quality.says(this.same.test(stored, asked), stored, asked) ? "SAME" : "DIFFERENT";
			byte[] body = JSON.writeValueAsBytes(
					Map.of("stop_reason", "end_turn", "content", List.of(Map.of("type", "text", "text", verdict))));
			exchange.sendResponseHeaders((this.quality == JudgeQuality.FAILING) ? OVERLOADED : 200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

}
