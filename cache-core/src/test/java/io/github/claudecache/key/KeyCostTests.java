package io.github.claudecache.key;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Promise 7: no prompt makes the key expensive. Times are those that the thread has
 * worked, and the best of several medians, because other work on the machine can only add
 * to them.
 */
class KeyCostTests {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final int MEBI = 1024 * 1024;

	// A key costs so many times what the bare digest of a mebibyte costs in the same run,
	// which is one to two milliseconds on a quiet machine.
	private static final int BOUND = 25;

	// Quadratic work would be sixteen times as long for four times the text.
	private static final double LINEAR = 10;

	private static final int ROUNDS = 30;

	private static final int WARM_UP = 20;

	private static final int RUNS = 5;

	private static final byte[] BYTES = new byte[MEBI];

	private static final CacheDefinition FAQ = CacheDefinition.of("faq", "static");

	private static final FingerprintComposer STANDARD = composer(MessageNormalizer.standard());

	private static final FingerprintComposer FOLDING = composer(MessageNormalizer.caseFolding());

	@ParameterizedTest
	@ValueSource(strings = { "All work and no play makes Jack a dull boy. ", "All  work and no play. ",
			"All  work\nand no play.\n",
			"\u00DCn\u00EFcode  Stra\u00DFe \u5317\u4EAC \u0627\u0644 \u0939\u093F e\u0301 \uD55C \uD83D\uDE00 " })
	void aPromptOfOneMebibyteCostsLittle(String unit) {
		int characters = MEBI * unit.length() / unit.getBytes(StandardCharsets.UTF_8).length;
		ClaudeRequest request = message(filled(unit, characters));
		assertCostsAtMost(BOUND, () -> STANDARD.compose(FAQ, request));
	}

	@Test
	void aSystemPromptOfOneMebibyteCostsLittle() {
		ClaudeRequest request = system(filled("Answer from the documents. ", MEBI));
		assertCostsAtMost(BOUND, () -> STANDARD.compose(FAQ, request));
	}

	@Test
	void theCostGrowsInProportionToTheLength() {
		ClaudeRequest one = system(filled("Answer from the documents. ", MEBI));
		ClaudeRequest four = system(filled("Answer from the documents. ", 4 * MEBI));
		assertProportional(() -> STANDARD.compose(FAQ, one), () -> STANDARD.compose(FAQ, four));
	}

	@ParameterizedTest
	@ValueSource(strings = { "'", "\"", "`", "```\n", "~~~\n", "\n", "\r\n", " \n", "\t", " ", "a  ", "a' ", "' a",
			"\" \n", "` ", "<", "{", "A", "Aa ", "It's  ", "\u2019 ", "\u201C ", "e\u0301 ", "\u1112\u1161\u11AB",
			"\u00A0 " })
	void noBombMakesTheCostGrowFasterThanTheLength(String unit) {
		String quarter = "x" + filled(unit, MEBI / 4) + "  x";
		String whole = "x" + filled(unit, MEBI) + "  x";
		for (FingerprintComposer composer : List.of(STANDARD, FOLDING)) {
			assertProportional(() -> composer.compose(FAQ, message(quarter)),
					() -> composer.compose(FAQ, message(whole)));
		}
	}

	@Test
	void quadraticWorkIsNoticed() {
		MessageNormalizer rescanning = (message) -> {
			int lines = 0;
			for (int i = 0; i < message.length(); i++) {
				lines += message.lastIndexOf('!', i);
			}
			return message + lines;
		};
		FingerprintComposer control = composer(rescanning);
		double growth = growth(() -> control.compose(FAQ, message("a".repeat(1_000))),
				() -> control.compose(FAQ, message("a".repeat(4_000))), 0);
		assertThat(growth).isGreaterThan(LINEAR);
	}

	@Test
	void aLongRunOfCombiningMarksIsRefusedBeforeItCostsAnything() {
		ClaudeRequest request = message("e" + "\u0301\u0316".repeat(100 * 1024));
		assertCostsAtMost(BOUND,
				() -> assertThatExceptionOfType(UnkeyableException.class)
					.isThrownBy(() -> STANDARD.compose(FAQ, request))
					.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(BypassReason.REQUEST_TOO_LARGE)));
	}

	@Test
	void theLongestRunsOfMarksThatAreAllowedCostLittle() {
		ClaudeRequest request = message(filled("e" + "\u0301\u0316".repeat(15), 200 * 1024));
		assertCostsAtMost(5 * BOUND, () -> STANDARD.compose(FAQ, request));
	}

	@Test
	void composingALongRunOfMarksWithoutTheLimitTakesFarLonger() {
		String marks = "e" + "\u0301\u0316".repeat(10 * 1024);
		long without = nanos(() -> Normalizer.normalize(marks, Normalizer.Form.NFC));
		long with = bestMedian(() -> assertThatExceptionOfType(UnkeyableException.class)
			.isThrownBy(() -> STANDARD.compose(FAQ, message(marks))), 1);
		assertThat(without / (double) with).as("%d ns without the limit, %d ns with it", without, with)
			.isGreaterThan(20);
	}

	private static void assertCostsAtMost(int bound, Runnable work) {
		assertThat(growth(KeyCostTests::digest, work, bound)).as("times the digest of a mebibyte")
			.isLessThanOrEqualTo(bound);
	}

	private static void digest() {
		try {
			MessageDigest.getInstance("SHA-256").digest(BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void assertProportional(Runnable one, Runnable four) {
		assertThat(growth(one, four, LINEAR)).as("time for four times the text").isLessThan(LINEAR);
	}

	// Ends as soon as the target is met: a quiet moment is enough.
	private static double growth(Runnable one, Runnable four, double target) {
		for (int i = 0; i < WARM_UP; i++) {
			one.run();
		}
		long bestOne = median(one);
		long bestFour = median(four);
		for (int i = 0; i < ROUNDS && bestFour > target * bestOne; i++) {
			bestOne = Math.min(bestOne, median(one));
			bestFour = Math.min(bestFour, median(four));
		}
		return bestFour / (double) bestOne;
	}

	private static long bestMedian(Runnable work, long target) {
		long best = Long.MAX_VALUE;
		for (int i = 0; i < ROUNDS && best > target; i++) {
			best = Math.min(best, median(work));
		}
		return best;
	}

	private static long median(Runnable work) {
		long[] times = new long[RUNS];
		for (int i = 0; i < RUNS; i++) {
			times[i] = nanos(work);
		}
		Arrays.sort(times);
		return times[RUNS / 2];
	}

	private static long nanos(Runnable work) {
		long start = THREADS.getCurrentThreadCpuTime();
		work.run();
		return THREADS.getCurrentThreadCpuTime() - start;
	}

	private static String filled(String unit, int characters) {
		return unit.repeat(characters / unit.length() + 1).substring(0, characters / unit.length() * unit.length());
	}

	private static ClaudeRequest message(String message) {
		return ClaudeRequest.builder("faq", TenantId.DEFAULT).message(message).build();
	}

	private static ClaudeRequest system(String system) {
		return ClaudeRequest.builder("faq", TenantId.DEFAULT).system(system).build();
	}

	private static FingerprintComposer composer(MessageNormalizer normalizer) {
		return FingerprintComposer.standard(Namespace.DEFAULT, normalizer, List.of());
	}

}
