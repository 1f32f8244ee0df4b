package io.github.claudecache.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.CachedAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.freshness.Stamp;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.store.EntryKey;
import io.github.claudecache.store.StoredEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * P26: what is written today is read by later releases, byte by byte. A file of a format
 * that was released never changes; a change of what is written is a new format with files
 * of its own, beside which those of all others stay.
 */
class GoldenEntriesTests {

	private static final int PLAIN = EntryRig.MAX_BYTES;

	private static final Fingerprint EXACT = new Fingerprint("0123456789abcdef".repeat(4));

	private static final Fingerprint SCOPE = new Fingerprint("fedcba9876543210".repeat(4));

	private static final String LONG = "Within 30 days, unless it was damaged. ".repeat(40);

	@ParameterizedTest
	@MethodSource("entries")
	void entryIsWrittenAsItAlwaysWas(String file, StoredEntry entry) {
		assertThat(Commands.text(codec(PLAIN).encode(entry))).isEqualTo(Commands.text(read(file)));
	}

	@ParameterizedTest
	@MethodSource("entries")
	void entryIsReadAsItWasMeant(String file, StoredEntry entry) {
		assertThat(codec(PLAIN).decode(read(file)).with(entry.card())).isEqualTo(entry);
	}

	static Stream<Arguments> entries() {
		return Stream.of(
				arguments("text-v1.entry",
						entry(Payload.text("Within 30 days.\n\u2713 \uD83D\uDE42"), "claude-sonnet-5")),
				arguments("json-v1.entry",
						entry(Payload.json("{\"yes\":true,\"because\":[\"policy \\\"returns\\\"\"]}"), null)));
	}

	// What a deflater writes may differ between versions of the JDK; what it wrote is
	// read by all of them.
	@Test
	void deflatedEntryIsReadAsItWasMeant() {
		StoredEntry entry = entry(Payload.text(LONG), null);

		assertThat(codec(PLAIN).decode(read("deflated-v1.entry")).with(entry.card())).isEqualTo(entry);
		byte[] written = codec(1024).encode(entry);
		assertThat(written.length).isLessThan(LONG.length());
		assertThat(codec(PLAIN).decode(written).with(entry.card())).isEqualTo(entry);
	}

	@Test
	void cardIsWrittenAndReadAsItAlwaysWas() {
		FactorCard card = entry(Payload.text("any"), null).card();

		assertThat(Commands.text(EntryCard.encode(card))).isEqualTo(Commands.text(read("v1.card")));
		assertThat(EntryCard.decode(read("v1.card"))).isEqualTo(card);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text-v0.entry", "text-v2.entry" })
	void entryOfAnotherFormatIsAMissThatIsCountedAndStays(String file) {
		assertThatIllegalArgumentException().isThrownBy(() -> codec(PLAIN).decode(read(file)))
			.withMessage("An entry of another format");
		try (EntryRig rig = new EntryRig()) {
			ClaudeRequest question = EntryRig.request(EntryRig.ACME, "May I return it?");
			rig.plant(rig.kept(question, "Within 30 days."), read(file));

			rig.assertMissed(question, MissReason.UNREADABLE);
		}
	}

	// While a release is rolled out, its nodes and those of the one before share keys.
	@Test
	void answerOfAnOlderReleaseDoesNotReplaceOneOfALaterRelease() {
		try (EntryRig rig = new EntryRig()) {
			ClaudeRequest question = EntryRig.request(EntryRig.ACME, "May I return it?");
			byte[] key = rig.kept(question, "Within 30 days.");
			rig.plant(key, read("text-v2.entry"));
			rig.redis().hset(key, EntryRig.bytes("v"), EntryRig.bytes("2"));

			Ticket ticket = (Ticket) rig.cache.open(question);
			assertThat(ticket.complete(AnswerDraft.complete("Within 14 days."), List.of()).refusal())
				.isEqualTo(RefusalReason.YOUNGER_PRESENT);
			rig.assertMissed(question, MissReason.UNREADABLE);

			rig.cache.invalidate(EntryRig.ACME, "policy:shipping");
			rig.keep(question, "Within 14 days.");
			rig.assertServed(question, "Within 14 days.");
		}
	}

	@Test
	void answerOfALaterReleaseReplacesOneOfAnOlderRelease() {
		try (EntryRig rig = new EntryRig()) {
			ClaudeRequest question = EntryRig.request(EntryRig.ACME, "May I return it?");
			byte[] key = rig.kept(question, "Within 30 days.");
			rig.plant(key, read("text-v0.entry"));
			rig.redis().hset(key, EntryRig.bytes("v"), EntryRig.bytes("0"));

			rig.keep(question, "Within 14 days.");
			rig.assertServed(question, "Within 14 days.");
		}
	}

	static StoredEntry entry(Payload payload, String model) {
		Set<Tag> tags = new LinkedHashSet<>(List.of(new Tag("policy:r\u00FCckgabe \"a\""), new Tag("cache:faq"),
				new Tag("doc:returns"), Tag.ofEntry(EXACT)));
		Instant created = Instant.parse("2026-01-05T08:00:00.123Z");
		CachedAnswer answer = new CachedAnswer(payload, StopReason.END_TURN, model, new Usage(1_200, 340, 7, 1_000),
				created, tags);
		FactorCard card = new FactorCard(
				new TreeMap<>(Map.of("message", "0123456789abcdef", "factor.\"plan\"", "fedcba9876543210")));
		return new StoredEntry(new EntryKey(new TenantId("acme & s\u00F6hne"), EXACT), "faq", SCOPE, card, answer,
				new Stamp(-4_503_599_627_370_496L, 1_767_600_000_000_000L, -1, 0), created.plusSeconds(86_400));
	}

	private static EntryCodec codec(int deflateAbove) {
		return new EntryCodec(Namespace.DEFAULT, EntryRig.MAX_BYTES, deflateAbove);
	}

	private static byte[] read(String file) {
		try (InputStream input = GoldenEntriesTests.class.getResourceAsStream("golden/" + file)) {
			assertThat(input).as(file).isNotNull();
			return input.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
