package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.RedisReply;
import io.github.claudecache.testsupport.redis.RedisServers;
import io.github.claudecache.testsupport.redis.ServerInReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Other wordings of what another process has stored: found at once, by following and in
 * vector sets, and gone with their answers (L19).
 */
@ParameterizedClass(name = "{displayName}[{index}] {1} on {0}")
@MethodSource("kinds")
@ExtendWith(ServerInReport.class)
class SharedSemanticIndexTests {

	private static final String ASKED = "Does the big Pro plan have single sign on please?";

	private static final String OTHER = "Please does the big Pro plan have single sign on";

	private static final String OPPOSITE = "Does the big Pro plan not have single sign on please?";

	@Parameter(0)
	private RedisBinary binary;

	@Parameter(1)
	private SharedIndexSettings.Kind kind;

	private RedisProcess redis;

	private WordingNode one;

	private WordingNode two;

	static Stream<Arguments> kinds() {
		return RedisServers.all()
			.stream()
			.flatMap((binary) -> Stream.of(SharedIndexSettings.Kind.FOLLOWING, SharedIndexSettings.Kind.VECTOR_SETS)
				.filter((kind) -> kind == SharedIndexSettings.Kind.FOLLOWING || hasVectorSets(binary))
				.map((kind) -> Arguments.of(binary, kind)));
	}

	static boolean hasVectorSets(RedisBinary binary) {
		return binary.line().startsWith("8") && !binary.name().contains("valkey");
	}

	@BeforeEach
	void start() {
		this.redis = RedisProcess.start(this.binary, "--save", "");
		this.one = WordingNode.at(this.redis.port(), this.kind);
		this.two = WordingNode.at(this.redis.port(), this.kind);
	}

	@AfterEach
	void stop() {
		this.one.close();
		this.two.close();
		this.redis.close();
	}

	@Test
	void whatOneProcessHasStoredAnotherFindsAtOnce() {
		for (int i = 0; i < 50; i++) {
			String stored = "answer " + i;
			this.one.ask("unlike" + i + " nothing" + i + " other" + i, stored);
			ClaudeAnswer<String> answer = this.two.ask("other" + i + " unlike" + i + " nothing" + i, "not asked");
			assertThat(answer.value()).isEqualTo(stored);
			assertThat(answer.provenance().outcome()).isEqualTo(Outcome.SEMANTIC);
		}
		assertThat(this.two.calls()).isZero();
	}

	@Test
	void aQuestionThatOnlyLooksAlikeIsNotAnsweredByAnotherProcess() {
		this.one.ask(OPPOSITE, "Yes, it does not");

		assertThat(this.two.ask(ASKED, "Yes").value()).isEqualTo("Yes");
		assertThat(this.one.ask(OTHER, "not asked").value()).isEqualTo("Yes");
	}

	@Test
	void l19ACandidateWhoseEntryWasInvalidatedIsAMissAndCounted() {
		this.one.ask(ASKED, "old", "doc:plans");
		assertThat(this.two.ask(OTHER, "not asked").provenance().outcome()).isEqualTo(Outcome.SEMANTIC);

		assertThat(this.one.cache().invalidate(TestNode.ACME, "doc:plans").applied()).isTrue();

		assertThat(this.two.ask(OTHER, "new", "doc:plans").value()).isEqualTo("new");
		assertThat(this.two.events().events(CacheEvent.CandidateRefused.class))
			.containsExactly(new CacheEvent.CandidateRefused(WordingNode.CACHE, CacheEvent.CandidateRefused.ENTRY));
		assertThat(this.one.ask(ASKED, "not asked").value()).isEqualTo("new");
	}

	@Test
	void aReportedEntryIsAMissOnTheOtherNodeAtTheNextAskAndItsNeighbourStaysRejected() {
		this.one.ask(ASKED, "of the other");
		Provenance wrong = this.two.ask(OTHER, "not asked").provenance();
		assertThat(wrong.outcome()).isEqualTo(Outcome.SEMANTIC);

		assertThat(this.one.cache().report(TestNode.ACME, wrong.match().source(), wrong.fingerprint()))
			.map(Invalidation::applied)
			.contains(true);

		assertThat(this.two.ask(ASKED, "of the other").provenance().outcome()).isEqualTo(Outcome.MISS);
		assertThat(this.two.ask(OTHER, "its own").value()).isEqualTo("its own");
		assertThat(this.two.events().events(CacheEvent.CandidateRefused.class))
			.contains(new CacheEvent.CandidateRefused(WordingNode.CACHE, CacheEvent.CandidateRefused.REPORT));
	}

	@Test
	void anAnswerThatIsStoredAgainIsFoundAgain() {
		this.one.ask(ASKED, "old", "doc:plans");
		this.two.ask(OTHER, "not asked");
		this.one.cache().invalidate(TestNode.ACME, "doc:plans");
		Eventually.get(this.one.store().swept());
		this.one.ask(ASKED, "new", "doc:plans");

		assertThat(this.two.ask(OTHER, "not asked").value()).isEqualTo("new");
	}

	@Test
	void tenantsAndNamespacesHaveNothingOfEachOther() {
		this.one.ask(ASKED, "of acme");
		TenantId other = new TenantId("other");
		assertThat(this.two.ask(other, OTHER, () -> ClaudeAnswer.complete("of another")).value())
			.isEqualTo("of another");

		Namespace next = new Namespace(TestNode.NAMESPACE.prefix(), 4);
		try (WordingNode retired = WordingNode.at(this.redis.port(), next,
				new SharedIndexSettings(this.kind, 100, 1000))) {
			assertThat(retired.ask(OTHER, "of the next release").value()).isEqualTo("of the next release");
		}
	}

	@Test
	void aQuestionEndsWithItsAnswer() {
		this.one.ask(ASKED, "Yes");
		assertThat(fieldsOfEntry()).anyMatch((field) -> field.startsWith("q:"));

		this.redis.command("DEL", entry());

		assertThat(this.two.ask(OTHER, "asked").value()).isEqualTo("asked");
	}

	@Test
	void aQuestionThatWasCopiedToAnotherAnswerIsNotTakenForItsQuestion() {
		this.one.ask(ASKED, "Yes");
		String first = entry();
		this.redis.command("RENAME", first, "aside");
		this.one.ask("Where is the key of the small car?", "On the desk");
		String second = entry();
		String field = fieldsOf(second).stream().filter((name) -> name.startsWith("q:")).findFirst().orElseThrow();
		copyField("aside", second, field);

		try (WordingNode fresh = WordingNode.at(this.redis.port(), this.kind)) {
			assertThat(fresh.ask(OTHER, "asked").value()).isEqualTo("asked");
			assertThat(fresh.events().events(CacheEvent.CandidateRefused.class)).isEmpty();
		}
	}

	@Test
	void anyBytesInsteadOfAQuestionCostAHitAndNothingElse() {
		for (String bytes : List.of("", "x", "\u0001" + "x".repeat(60), "\u0001" + "x".repeat(5000))) {
			this.one.ask(ASKED, "Yes");
			String entry = entry();
			String field = fieldsOf(entry).stream().filter((name) -> name.startsWith("q:")).findFirst().orElseThrow();
			this.redis.command("HSET", entry, field, bytes);
			try (WordingNode fresh = WordingNode.at(this.redis.port(), this.kind)) {
				assertThat(fresh.ask(OTHER, "asked").value()).isEqualTo("asked");
			}
			this.redis.command("FLUSHALL");
		}
	}

	@Test
	void everythingIsLostAndFoundAgain() {
		this.one.ask(ASKED, "old");
		this.two.ask(OTHER, "not asked");

		this.redis.command("FLUSHALL");

		assertThat(this.one.ask(ASKED, "new").value()).isEqualTo("new");
		assertThat(this.two.ask(OTHER, "not asked").value()).isEqualTo("new");
	}

	@Test
	void whileRedisIsAwayCallersAskClaude() {
		this.one.ask(ASKED, "Yes");
		this.redis.kill();
		this.two.awaitAway();

		assertThat(this.two.ask(OTHER, "asked").value()).isEqualTo("asked");
	}

	@Test
	void aNewProcessKnowsWhatIsThere() {
		for (int i = 0; i < 300; i++) {
			this.one.ask("unlike" + i + " nothing" + i + " other" + i, "answer " + i);
		}
		this.one.ask(ASKED, "Yes");
		try (WordingNode fresh = WordingNode.at(this.redis.port(), this.kind)) {
			// A page at a time, while it answers already.
			Eventually.holds("It has caught up", () -> fresh
				.ask(TestNode.ACME, OTHER, () -> ClaudeAnswer.of("cut off", StopReason.MAX_TOKENS, null, Usage.NONE))
				.value()
				.equals("Yes"));
		}
	}

	@Test
	void whatExpiresFirstMakesRoom() {
		SharedIndexSettings small = new SharedIndexSettings(this.kind, 100, 20);
		try (WordingNode node = WordingNode.at(this.redis.port(), TestNode.NAMESPACE, small)) {
			for (int i = 0; i < 100; i++) {
				node.ask("unlike" + i + " nothing" + i + " other" + i, "answer " + i);
			}
		}
		String lists = (this.kind == SharedIndexSettings.Kind.FOLLOWING) ? "*}:q:*" : "*}:ve:*";
		assertThat(keys(lists)).singleElement()
			.satisfies((list) -> assertThat(this.redis.command("ZCARD", list).number()).isBetween(20L, 22L));
	}

	@Test
	void nothingIsKeptWithoutAnEnd() {
		this.one.ask(ASKED, "Yes");
		assertThat(keys("*")).filteredOn((key) -> !key.endsWith(":inv") && !key.endsWith(":life"))
			.isNotEmpty()
			.allSatisfy((key) -> assertThat(this.redis.command("PTTL", key).number()).isPositive());
		assertThat(keys("*")).noneMatch((key) -> key.contains("Pro") || key.contains("acme"));
	}

	private String entry() {
		return keys("*:e:*").get(0);
	}

	private List<String> fieldsOfEntry() {
		return fieldsOf(entry());
	}

	private List<String> fieldsOf(String entry) {
		return texts(this.redis.command("HKEYS", entry));
	}

	private List<String> keys(String pattern) {
		return texts(this.redis.command("KEYS", pattern));
	}

	private void copyField(String from, String to, String field) {
		this.redis.command("EVAL", "return redis.call('HSET', KEYS[2], ARGV[1], redis.call('HGET', KEYS[1], ARGV[1]))",
				"2", from, to, field);
	}

	private static List<String> texts(RedisReply reply) {
		return reply.list().stream().map(RedisReply::text).toList();
	}

}
