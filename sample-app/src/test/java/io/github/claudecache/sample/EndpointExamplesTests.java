package io.github.claudecache.sample;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples in {@code docs/observability.md} are what the endpoints answer. Run with
 * {@code -Dclaudecache.docs.write=true} to write them.
 */
@HelpDeskTest
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
@TestPropertySource(properties = { "claude.cache.audit.enabled=true", "claude.cache.audit.exact-rate=0",
		"claude.cache.audit.semantic-rate=0" })
class EndpointExamplesTests {

	private static final Path PAGE = Path.of("..", "docs", "observability.md");

	private static final String MARK = "<!-- examples -->\n";

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	@LocalServerPort
	private int port;

	private final Map<String, String> examples = new LinkedHashMap<>();

	@Test
	void theExamplesAreWhatTheEndpointsAnswer() throws IOException {
		JsonNode asked = post("/api/ask", "{\"question\":\"Can I get a refund?\",\"tenant\":\"acme\"}");
		String entry = asked.get("fingerprint").stringValue();
		post("/api/ask", "{\"question\":\"Can I get a refund?\",\"tenant\":\"acme\"}");
		String other = post("/api/ask", "{\"question\":\"Please, can I get a refund?\",\"tenant\":\"acme\"}")
			.get("fingerprint")
			.stringValue();

		example("GET", "claudecache", null);
		example("GET", "claudecache/faq", null);
		example("GET", "claudecachetags?tenant=acme", null);
		example("GET", "claudecachetags/doc:returns?tenant=acme", null);
		example("POST", "claudecachetags",
				"{\"tags\":\"doc:returns,doc:plans\",\"tenant\":\"acme\",\"dryRun\":\"true\"}");
		example("GET", "claudecacheverdicts?name=faq", null);
		example("POST", "claudecacheexplain",
				"{\"name\":\"faq\",\"tenant\":\"acme\",\"question\":\"I was told no refund - why?\"}");
		example("GET", "claudecacheentries/" + entry + "?tenant=acme", null);
		example("POST", "claudecacheentries/" + entry,
				"{\"verdict\":\"wrong\",\"asked\":\"" + other + "\",\"tenant\":\"acme\"}");
		example("DELETE", "claudecachetags/doc:returns?tenant=acme", null);
		example("POST", "claudecache/faq", "{}");

		String page = Files.readString(PAGE);
		String before = page.substring(0, page.indexOf(MARK) + MARK.length());
		String written = before + text();
		if (Boolean.getBoolean("claudecache.docs.write")) {
			Files.writeString(PAGE, written);
		}
		else {
			assertThat(page).as("Write it with -Dclaudecache.docs.write=true").isEqualTo(written);
		}
	}

	private void example(String method, String path, String body) {
		JsonNode answer = send(HttpMethod.valueOf(method), "/actuator/" + path, body);
		String call = method + " /actuator/" + path + ((body != null && !body.equals("{}")) ? " " + body : "");
		this.examples.put(alwaysTheSame(call), alwaysTheSame(MAPPER.writeValueAsString(answer)));
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		this.examples.forEach((call,
				answer) -> text.append("\n`").append(call).append("`\n\n```json\n").append(answer).append("\n```\n"));
		return text.toString();
	}

	// What differs from run to run, and from processor to processor: embeddings do.
	// Factors of keys do not.
	private static String alwaysTheSame(String text) {
		Map<String, String> fingerprints = new LinkedHashMap<>();
		return Pattern.compile("\\b[0-9a-f]{64}\\b")
			.matcher(text)
			.replaceAll((found) -> fingerprints.computeIfAbsent(found.group(),
					(any) -> found.group().substring(0, 8) + "..."))
			.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "2026-11-23T10:00:00Z")
			.replaceAll("PT[0-9.]+S", "PT2.5S")
			.replaceAll("(\"stamp\" : )\\d+", "$11763892800000000")
			.replaceAll("(\"\\w+Seconds\" : )[0-9.]+", "$12.5")
			.replaceAll("(\"tookMillis\" : )[0-9.E-]+", "$15.5")
			.replaceAll("(\"(?:similarity|score|value|cost)\" : )[0-9.E-]+", "$10.5")
			.replace("\r\n", "\n");
	}

	private JsonNode post(String path, String body) {
		return send(HttpMethod.POST, path, body);
	}

	private JsonNode send(HttpMethod method, String path, String body) {
		RestClient.RequestBodySpec request = RestClient.create("http://localhost:" + this.port)
			.method(method)
			.uri(URI.create("http://localhost:" + this.port + path));
		if (body != null) {
			request.contentType(MediaType.APPLICATION_JSON).body(body);
		}
		String answer = request.retrieve().body(String.class);
		return MAPPER.readTree(answer);
	}

}
