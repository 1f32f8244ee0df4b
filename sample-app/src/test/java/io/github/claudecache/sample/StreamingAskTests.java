package io.github.claudecache.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.claudecache.sample.document.DocumentLibrary;
import io.github.claudecache.sample.model.Behaviour;
import io.github.claudecache.sample.model.ModelServer;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer that is written while it is read, over real HTTP, from a model that streams.
 */
@HelpDeskTest
class StreamingAskTests {

	private static final String END = "event:end";

	private static final JsonMapper JSON = new JsonMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private final String question = "Can I get a refund for order " + UUID.randomUUID() + "?";

	@LocalServerPort
	private int port;

	@Autowired
	private ModelServer model;

	@Autowired
	private DocumentLibrary library;

	private HelpDeskDriver helpDesk;

	@BeforeEach
	void connect() {
		this.helpDesk = new HelpDeskDriver(this.port);
	}

	@AfterEach
	void behaveAgain() {
		this.model.behave(Behaviour.NORMAL);
	}

	@Test
	void theFirstWordsArriveWhileTheModelIsStillWriting() throws Exception {
		this.model.behave(Behaviour.SLOW);
		try (BufferedReader lines = lines(open())) {
			assertThat(piece(lines)).isNotBlank();
			assertThat(this.model.underWay()).as("the model has not ended").isEqualTo(1);
		}
	}

	@Test
	void theSecondTimeTheSamePiecesComeFromTheCache() throws Exception {
		long before = this.model.calls();
		List<String> first = pieces();
		List<String> second = pieces();
		assertThat(first).hasSizeGreaterThan(3);
		assertThat(String.join("", first)).startsWith("From");
		assertThat(second).isEqualTo(first);
		assertThat(this.model.calls() - before).isEqualTo(1);
	}

	@Test
	void theLastEventSaysWhatTheAnswerIsTakenFrom() throws Exception {
		for (List<String> lines : List.of(eventLines(), eventLines())) {
			int end = lines.indexOf(END);
			assertThat(lines).filteredOn(END::equals).hasSize(1);
			JsonNode document = JSON.readTree(lines.get(end + 1).substring("data:".length())).path("documents").path(0);
			assertThat(document.path("id").asString()).isEqualTo("returns");
			assertThat(document.path("version").asString()).isNotBlank();
			assertThat(lines.subList(end + 2, lines.size())).allMatch(String::isBlank);
		}
	}

	@Test
	void aDocumentThatIsPublishedIsAMissAtTheVeryNextAsk() throws Exception {
		pieces();
		String days = "within " + System.nanoTime() + " days";
		String shipped = this.library.all()
			.stream()
			.filter((document) -> document.id().equals("returns"))
			.findFirst()
			.orElseThrow()
			.text();
		this.helpDesk.publish("returns", "You can get a refund " + days + " of delivery.");
		try {
			assertThat(String.join("", pieces())).contains(days);
		}
		finally {
			this.helpDesk.publish("returns", shipped);
		}
	}

	@ParameterizedTest
	@EnumSource(value = Behaviour.class, names = { "REFUSE", "TRUNCATE" })
	void anAnswerThatIsNotCompleteIsNotKept(Behaviour behaviour) throws Exception {
		this.model.behave(behaviour);
		long before = this.model.calls();
		pieces();
		pieces();
		assertThat(this.model.calls() - before).isEqualTo(2);
	}

	@Test
	void aModelThatFailsIsAnErrorAndIsAskedAgain() throws Exception {
		this.model.behave(Behaviour.FAIL);
		assertThat(send().statusCode()).isGreaterThanOrEqualTo(500);
		this.model.behave(Behaviour.NORMAL);
		assertThat(pieces()).isNotEmpty();
	}

	@Test
	void aModelThatBreaksOffLeavesNothingBehind() throws Exception {
		this.model.behave(Behaviour.CUT);
		long before = this.model.calls();
		List<String> broken = eventLines();
		assertThat(broken).as("the reader sees that it is not the end").contains("event:piece").doesNotContain(END);
		this.model.behave(Behaviour.NORMAL);
		assertThat(String.join("", pieces())).startsWith(String.join("", texts(broken))).endsWith(".");
		assertThat(this.model.calls() - before).isEqualTo(2);
	}

	@Test
	void aReaderThatGoesAwayLeavesNothingBehind() throws Exception {
		this.model.behave(Behaviour.SLOW);
		try (BufferedReader lines = lines(open())) {
			piece(lines);
		}
		Eventually.holds("the model has ended", () -> this.model.underWay() == 0);
		this.model.behave(Behaviour.NORMAL);
		List<String> whole = pieces();
		assertThat(String.join("", whole)).endsWith(".");
	}

	private List<String> pieces() throws Exception {
		List<String> lines = eventLines();
		assertThat(lines).contains(END);
		return texts(lines);
	}

	private List<String> eventLines() throws Exception {
		try (BufferedReader lines = lines(open())) {
			return lines.lines().toList();
		}
	}

	private static List<String> texts(List<String> lines) {
		return lines.stream()
			.filter((line) -> line.startsWith("data:") && line.contains("\"text\""))
			.map(StreamingAskTests::text)
			.toList();
	}

	private InputStream open() throws Exception {
		HttpResponse<InputStream> response = send();
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
		return response.body();
	}

	private HttpResponse<InputStream> send() throws Exception {
		return this.client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/api/ask/stream"))
			.header("Content-Type", "application/json")
			.header("Accept", "text/event-stream, application/problem+json")
			.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("question", this.question))))
			.build(), HttpResponse.BodyHandlers.ofInputStream());
	}

	private static BufferedReader lines(InputStream body) {
		return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
	}

	private static String piece(BufferedReader lines) throws IOException {
		String line = lines.readLine();
		while (!line.startsWith("data:")) {
			line = lines.readLine();
		}
		return text(line);
	}

	private static String text(String line) {
		return JSON.readTree(line.substring("data:".length())).path("text").asString();
	}

}
