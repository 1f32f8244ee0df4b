package io.github.claudecache.benchmarks;

import java.util.Random;

/**
 * Text that compresses as English does: words by Zipf's law, in sentences and paragraphs,
 * the same in every run. What is written by repeating a sentence would compress to
 * nothing.
 */
final class EnglishText {

	private static final long SEED = 20_260_105;

	private static final int SENTENCE = 14;

	private static final int PARAGRAPH = 6;

	private static final String[] WORDS = """
			the of to and a in is your you it for that on as with order we if by are be this can or not from at have
			within days return item will our which when refund an after please delivery before account but has may any
			customer was all also only please one more their they out up policy contact support payment card address
			because shop than other time so do there been were how what about into no each must should through between
			during without however example receive received ship shipped shipping label carrier parcel package track
			tracking number email confirm confirmation damaged missing wrong replacement exchange credit balance invoice
			amount charged bank working business hours week month year plan subscription cancel change update settings
			page section step follow choose select open click button form request reason photo describe condition
			original unused opened packaging tag receipt proof purchase gift sale discount code voucher applied valid
			expired limit exception region country customs duty tax fee free cost price total estimate weight large
			small first second last next previous early late soon usually always never sometimes often possible
			necessary available different same similar new old full partial complete incomplete open closed public
			private secure password reset link device browser language local international standard express overnight
			warehouse store pickup location schedule appointment window morning evening weekend holiday season period
			start end keep take make give send get need want know think see find use help work call write read answer
			question problem issue solution option choice detail information data record history list report message
			agent team manager service quality experience feedback review rating complaint escalate resolve responsible
			according although therefore otherwise instead unless until while whether both either neither every some
			several many few most least less much very too enough quite rather almost already still yet again later
			""".trim().split("\\s+");

	private EnglishText() {
	}

	/**
	 * A text.
	 * @param bytes how many bytes it has
	 * @return the text, ASCII only
	 */
	static String of(int bytes) {
		Random random = new Random(SEED);
		StringBuilder text = new StringBuilder(bytes + 256);
		int word = 0;
		while (text.length() < bytes) {
			boolean begins = word % SENTENCE == 0;
			String next = next(random);
			text.append(begins ? Character.toUpperCase(next.charAt(0)) : next.charAt(0)).append(next, 1, next.length());
			word++;
			boolean ends = word % SENTENCE == 0;
			text.append(!ends ? " " : (word % (SENTENCE * PARAGRAPH) == 0) ? ".\n\n" : ". ");
		}
		return text.substring(0, bytes);
	}

	// The frequency of the n-th word is about 1/n.
	private static String next(Random random) {
		int rank = (int) Math.exp(random.nextDouble() * Math.log(WORDS.length));
		return WORDS[Math.min(rank, WORDS.length) - 1];
	}

}
