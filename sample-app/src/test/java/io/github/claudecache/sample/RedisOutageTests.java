package io.github.claudecache.sample;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.claudecache.sample.HelpDeskDriver.Reply;
import io.github.claudecache.testsupport.Eventually;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of two help desks when their Redis is killed, does not answer, or is not
 * there when they start.
 */
class RedisOutageTests {

	private static final String QUESTION = "Can I get a refund?";

	private static final String TEXT = "You can get a refund within 51 days.";

	// Half a second for the documents, a quarter for the store; the rest is for a busy
	// machine.
	private static final Duration BOUND = Duration.ofSeconds(5);

	private static final int AT_ONCE = 40;

	private static RedisProcess redis;

	private static Node a;

	private static Node b;

	private final String tenant = "tenant-" + UUID.randomUUID();

	@BeforeAll
	static void start() {
		redis = new RedisProcess();
		a = Node.start(redis).awaitServing().warmUp();
		b = Node.start(redis).awaitServing().warmUp();
	}

	@AfterEach
	void recover() {
		redis.kill();
		redis.start();
		awaitConfirmed(a, b);
	}

	@AfterAll
	static void stop() {
		a.close();
		b.close();
		redis.close();
	}

	@Test
	void withRedisKilledBothNodesKeepAnsweringAndHitsComeBackWithIt() {
		String version = publishForBoth();
		redis.kill();
		for (Node node : List.of(a, b)) {
			assertAnswersFromWhatItHasSeen(node, version);
			assertDegraded(node);
			assertCannotPublish(node);
		}
		redis.start();
		awaitConfirmed(a, b);
		assertThat(version(a)).isEqualTo(version(b)).isEqualTo(version);
		awaitSharedHits(a, b);
		assertThat(publishForBoth()).isNotEqualTo(version);
	}

	@Test
	void behindARedisThatDoesNotAnswerBothNodesDo() {
		String version = publishForBoth();
		redis.pause();
		for (Node node : List.of(a, b)) {
			assertAnswersFromWhatItHasSeen(node, version);
			assertCannotPublish(node);
		}
		redis.resume();
		awaitConfirmed(a, b);
		awaitSharedHits(a, b);
	}

	@Test
	void aNodeThatStartsWithoutRedisAnswersAndTakesRedisWhenItComes() {
		String version = publishForBoth();
		redis.kill();
		try (Node late = Node.start(redis).warmUp()) {
			assertAnswersFromWhatItHasSeen(late, "1");
			assertDegraded(late);
			redis.start();
			awaitConfirmed(a, late);
			assertThat(version(late)).isEqualTo(version);
			awaitSharedHits(a, late);
		}
	}

	@Test
	void aNodeHasSeenWhatWasPublishedBeforeItStarted() {
		String version = publishForBoth();
		try (Node late = Node.start(redis)) {
			redis.kill();
			Reply reply = late.helpDesk().ask(QUESTION, this.tenant);
			assertThat(reply.version("returns")).isEqualTo(version + " (last seen)");
			assertThat(reply.answer()).contains("51 days");
		}
	}

	// The client would open its first connection under a lock: each caller for himself,
	// each for the whole timeout.
	@Test
	void aNodeThatStartsBehindARedisThatDoesNotAnswerLetsNobodyQueue() {
		redis.pause();
		try (Node late = Node.start(redis).warmUp()) {
			assertAnswersFromWhatItHasSeen(late, "1");
			assertDegraded(late);
			redis.resume();
			awaitConfirmed(a, late);
			awaitSharedHits(a, late);
		}
	}

	// By default the client waits half a minute between two attempts by then.
	@Test
	void afterALongOutageTheDocumentsAreBackAsSoonAsAfterAShortOne() {
		Delay delay = a.bean(ClientResources.class).reconnectDelay();
		assertThat(delay.createDelay(1000)).isEqualTo(delay.createDelay(1)).isLessThan(BOUND);
	}

	@Test
	void anAnswerFromDocumentsThatCannotBeConfirmedIsNotKept() {
		allow(a, "~claude:*");
		Eventually.holds("the store was asked and the answer not admitted", () -> {
			Reply reply = a.helpDesk().ask(QUESTION, this.tenant);
			assertThat(reply.version("returns")).endsWith("(last seen)");
			return reply.reason().equals("not-found") && reply.notStored().equals("policy");
		});
		assertThat(a.helpDesk().ask(QUESTION, this.tenant).outcome()).isEqualTo("miss");
		assertThat(a.serves()).isTrue();
		allow(a, "~*");
		awaitSharedHits(a, b);
	}

	// As its answer says: what was not done for sure is to be repeated.
	private String publishForBoth() {
		Eventually.holds("the document is published",
				() -> a.helpDesk().send("PUT", "/api/documents/returns", Map.of("text", TEXT)).statusCode() == 200);
		Eventually.holds("both nodes have seen the document",
				() -> version(a).equals(version(b)) && !version(a).contains("last seen"));
		return version(a);
	}

	private void assertAnswersFromWhatItHasSeen(Node node, String version) {
		List<CompletableFuture<Reply>> asked = Stream
			.generate(() -> node.helpDesk().askAsync(Map.of("question", QUESTION, "tenant", this.tenant)))
			.limit(AT_ONCE)
			.toList();
		assertThat(CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))).succeedsWithin(BOUND);
		assertThat(asked).extracting(CompletableFuture::join).allSatisfy((reply) -> {
			// A few were being looked up when Redis went away, the others were not looked
			// up.
			assertThat(reply.outcome()).isIn("miss", "bypass");
			assertThat(reply.notStored()).isIn("store-fault", "bypassed");
			assertThat(reply.version("returns")).isEqualTo(version + " (last seen)");
			assertThat(reply.answer()).contains("(version " + version + ")");
		});
	}

	private void assertDegraded(Node node) {
		Eventually.holds("the store is degraded", () -> !node.serves());
		JsonNode store = node.store();
		assertThat(store.path("state").asString()).isEqualTo("degraded");
		assertThat(store.path("store").asString()).isEqualTo("redis");
		assertThat(store.path("detail").asString()).isNotBlank();
		HttpResponse<String> health = node.helpDesk().send("GET", "/actuator/health", null);
		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(HelpDeskDriver.json(health).path("status").asString()).isEqualTo("UP");
	}

	private void assertCannotPublish(Node node) {
		CompletableFuture<HttpResponse<String>> publishing = node.helpDesk()
			.sendAsync("PUT", "/api/documents/returns", Map.of("text", "Nobody gets a refund."));
		assertThat(publishing).succeedsWithin(BOUND);
		HttpResponse<String> response = publishing.join();
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(HelpDeskDriver.json(response).path("detail").asString()).contains("publish it again");
	}

	// A busy machine may miss the short timeouts once or twice.
	private void awaitSharedHits(Node first, Node second) {
		Eventually.holds("the second node has an exact hit on an answer of the first", () -> {
			String asking = this.tenant + UUID.randomUUID();
			first.helpDesk().ask(QUESTION, asking);
			return second.helpDesk().ask(QUESTION, asking).outcome().equals("exact");
		});
	}

	private static void awaitConfirmed(Node... nodes) {
		for (Node node : nodes) {
			node.awaitServing();
			Eventually.holds("the documents are confirmed",
					() -> !node.helpDesk().documents().toString().contains("(last seen)"));
		}
	}

	private static String version(Node node) {
		return node.helpDesk()
			.documents()
			.valueStream()
			.filter((document) -> document.path("id").asString().equals("returns"))
			.map((document) -> document.path("version").asString())
			.findFirst()
			.orElseThrow();
	}

	private static void allow(Node node, String keys) {
		RedisCallback<Object> command = (connection) -> connection.execute("ACL", "SETUSER".getBytes(),
				"default".getBytes(), "resetkeys".getBytes(), keys.getBytes());
		node.bean(StringRedisTemplate.class).execute(command);
	}

}
