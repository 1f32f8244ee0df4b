package io.github.claudecache.sample;

import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the help desk says to requests that are wrong.
 */
@HelpDeskTest
class BadInputTests {

	private HelpDeskDriver helpDesk;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.helpDesk = new HelpDeskDriver(port);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					/api/ask             | {}                                     | 'question' is missing or blank
					/api/ask             | {"question": null}                     | 'question' is missing or blank
					/api/ask             | {"question": " "}                      | 'question' is missing or blank
					/api/ask             | {"question": "a\\ud800"}               | valid Unicode
					/api/ask             | {"question": {"text": "a"}}            | types of its fields
					/api/ask             | {"question": "a"                       | check its syntax
					/api/ask             | ["a"]                                  | not a JSON object
					/api/ask             | null                                   | not a JSON object
					/api/ask             | {"question": "a", "tenent": "b"}       | There is no field 'tenent': send 'locale', 'question', 'tenant'
					/api/ask             | {"question": "a", "tenant": ""}        | 'tenant' is malformed
					/api/ask             | {"question": "a", "tenant": " a"}      | white space
					/api/ask             | {"question": "a", "tenant": "a\\u0000"} | control characters
					/api/ask             | {"question": "a", "locale": ""}        | 'locale' is not a language tag
					/api/ask             | {"question": "a", "locale": "en_US"}   | 'locale' is not a language tag
					/api/ask             | {"question": "a", "locale": "x-a"}     | 'locale' is not a language tag
					/api/explain         | {"question": ""}                       | 'question' is missing or blank
					/api/compare         | {}                                     | 'question' is missing or blank
					/api/store           | {"state": "gone"}                      | neither running nor stopped
					/api/model/behaviour | {"mode": "moody"}                      | send one of normal, refuse, truncate, pause, tool, unknown, reject, fail, slow, cut
					/api/model/behaviour | {}                                     | 'mode' is missing or blank
					""")
	void aWrongBodyIsAProblemThatSaysWhatToChange(String path, String body, String detail) {
		requireProblem(this.helpDesk.sendText("POST", path, "application/json", body), 400, detail);
	}

	@Test
	void aQuestionMayHaveTenThousandCharacters() {
		Map<String, String> longest = Map.of("question", "é".repeat(10_000));
		assertThat(this.helpDesk.ask(longest).outcome()).isIn("miss", "exact");
		requireProblem(this.helpDesk.send("POST", "/api/ask", Map.of("question", "a".repeat(10_001))), 400,
				"'question' has 10001 characters: send at most 10000");
	}

	@Test
	void aTenantMayHave256Bytes() {
		requireProblem(this.helpDesk.send("POST", "/api/ask", Map.of("question", "a", "tenant", "a".repeat(257))), 400,
				"at most 256 bytes");
	}

	@Test
	void anUnknownDocumentIsNotFound() {
		requireProblem(this.helpDesk.send("PUT", "/api/documents/faq", Map.of("text", "Text")), 404,
				"there are plans, returns, security, shipping");
	}

	@Test
	void aDocumentNeedsAText() {
		requireProblem(this.helpDesk.send("PUT", "/api/documents/returns", Map.of("text", "\n")), 400,
				"'text' is missing or blank");
		requireProblem(this.helpDesk.send("PUT", "/api/documents/returns", Map.of("text", "a".repeat(100_001))), 400,
				"send at most 100000");
	}

	@Test
	void wrongMethodsTypesAndPathsAreProblemsToo() {
		requireProblem(this.helpDesk.send("GET", "/api/ask", null), 405, "not supported");
		requireProblem(this.helpDesk.sendText("POST", "/api/ask", "text/plain", "refund?"), 415, "not supported");
		requireProblem(this.helpDesk.send("GET", "/api/answers", null), 404, "api/answers");
	}

	private static void requireProblem(HttpResponse<String> response, int status, String detail) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		JsonNode problem = HelpDeskDriver.json(response);
		assertThat(problem.path("status").asInt()).isEqualTo(status);
		assertThat(problem.path("detail").asString()).contains(detail).doesNotContain("Exception", "io.github");
	}

}
