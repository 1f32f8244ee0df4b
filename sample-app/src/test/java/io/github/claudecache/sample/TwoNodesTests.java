package io.github.claudecache.sample;

import java.util.UUID;

import io.github.claudecache.sample.HelpDeskDriver.Reply;
import io.github.claudecache.sample.document.ReplacedDocuments;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two help desks on one Redis, over real HTTP. Each test asks as a tenant of its own, so
 * that none finds answers of another.
 */
class TwoNodesTests {

	private static final String QUESTION = "Can I get a refund?";

	// What is true of an answer is tested here. How fast it is, on a busy machine, is
	// not.
	private static final String[] PATIENT = { "--claude.cache.redis.operation-timeout=10s",
			"--spring.data.redis.timeout=10s" };

	private static RedisProcess redis;

	private static Node a;

	private static Node b;

	private final String tenant = "tenant-" + UUID.randomUUID();

	@BeforeAll
	static void start() {
		redis = new RedisProcess();
		a = Node.start(redis, PATIENT).awaitServing();
		b = Node.start(redis, PATIENT).awaitServing();
	}

	@AfterAll
	static void stop() {
		a.close();
		b.close();
		redis.close();
	}

	@Test
	void anAnswerOfOneNodeIsAnExactHitOnTheOther() {
		Reply first = a.helpDesk().ask(QUESTION, this.tenant);
		long callsOfB = b.helpDesk().calls();
		Reply second = b.helpDesk().ask(QUESTION, this.tenant);
		assertThat(first.outcome()).isEqualTo("miss");
		assertThat(second.outcome()).isEqualTo("exact");
		assertThat(second.answer()).isEqualTo(first.answer());
		assertThat(b.helpDesk().calls()).isEqualTo(callsOfB);
	}

	@Test
	void aPublicationOnOneNodeIsAMissOnTheOtherAtTheVeryNextAsk() {
		a.helpDesk().ask(QUESTION, this.tenant);
		String version = b.helpDesk().publish("returns", "You can get a refund within 41 days.");
		Reply reply = a.helpDesk().ask(QUESTION, this.tenant);
		assertThat(reply.outcome()).isEqualTo("miss");
		assertThat(reply.answer()).contains("41 days");
		assertThat(reply.version("returns")).isEqualTo(version);
		assertThat(b.helpDesk().ask(QUESTION, this.tenant).outcome()).isEqualTo("exact");
		assertThat(a.helpDesk().documents()).isEqualTo(b.helpDesk().documents());
	}

	@Test
	void controlDocumentsThatEachNodeHasForItselfGiveTheOldText() {
		Class<?>[] unshared = { ReplacedDocuments.InEachProcess.class };
		String question = "Is my data encrypted?";
		try (Node first = Node.start(redis, unshared, PATIENT).awaitServing();
				Node second = Node.start(redis, unshared, PATIENT).awaitServing()) {
			second.helpDesk().publish("security", "All data is encrypted with kangaroos.");
			assertThat(first.helpDesk().ask(question, this.tenant).answer()).doesNotContain("kangaroos");
		}
	}

	@Test
	void underLoadNoAnswerOnEitherNodeIsOlderThanWhatWasPublishedBeforeItWasAskedFor() throws Exception {
		PublicationRace race = new PublicationRace(a.helpDesk(), b.helpDesk());
		race.run();
		race.assertNothingWasStale();
	}

	@Test
	void aTagThatIsVoidedOnOneNodeIsVoidOnTheOther() {
		assertThat(outcomeAfterVoidingElsewhere(a, b)).isEqualTo("miss");
	}

	@Test
	void aVersionNumberThatIsGivenTwiceDoesNotBringTheOldTextBack() {
		assertThat(answerAfterAVersionNumberWasGivenTwice(a, b)).contains("43 days");
	}

	@Test
	void controlInvalidationsThatReachOneNodeOnlyLeaveOldAnswersOnTheOther() {
		Class<?>[] shared = { ReplacedDocuments.OnRedis.class };
		try (Node first = Node.start(redis, shared, "--claude.cache.store=memory");
				Node second = Node.start(redis, shared, "--claude.cache.store=memory")) {
			assertThat(outcomeAfterVoidingElsewhere(first, second)).isEqualTo("exact");
			assertThat(answerAfterAVersionNumberWasGivenTwice(first, second)).contains("42 days");
		}
	}

	private String outcomeAfterVoidingElsewhere(Node asked, Node other) {
		asked.helpDesk().ask(QUESTION, this.tenant);
		assertThat(asked.helpDesk().ask(QUESTION, this.tenant).outcome()).isEqualTo("exact");
		assertThat(other.helpDesk()
			.send("DELETE", "/actuator/claudecachetags/doc:returns?tenant=" + this.tenant, null)
			.statusCode()).isEqualTo(200);
		return asked.helpDesk().ask(QUESTION, this.tenant).outcome();
	}

	// As after a restored backup of the documents: the number is in the key, the text is
	// not, so that only the invalidation tells the two apart.
	private String answerAfterAVersionNumberWasGivenTwice(Node asked, Node other) {
		StringRedisTemplate redis = other.bean(StringRedisTemplate.class);
		redis.delete("help-desk:documents");
		String version = other.helpDesk().publish("returns", "You can get a refund within 42 days.");
		assertThat(asked.helpDesk().ask(QUESTION, this.tenant).answer()).contains("42 days");
		redis.delete("help-desk:documents");
		assertThat(other.helpDesk().publish("returns", "You can get a refund within 43 days.")).isEqualTo(version);
		return asked.helpDesk().ask(QUESTION, this.tenant).answer();
	}

}
