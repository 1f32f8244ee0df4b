package io.github.claudecache.benchmarks.speed.hit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.github.claudecache.request.DocumentRef;

/**
 * A question and the answer to it, as a help desk has them.
 *
 * @param id what a client without a cache of its own would take as the key
 * @param question the question
 * @param documents what the answer rests on
 * @param topic what it is about
 * @param locale the language
 * @param answer words, in exactly the size that is measured
 */
record Exchange(String id, String question, List<DocumentRef> documents, String topic, Locale locale, String answer) {

	private static final List<String> TOPICS = List.of("returns", "warranty", "delivery", "payment", "assembly");

	private static final List<String> GOODS = List.of("lamp", "armchair", "bookcase", "kettle", "dining table",
			"mattress", "frying pan", "wardrobe");

	private static final List<String> SUBJECTS = List.of("The order desk", "Our carrier", "The store", "A colleague",
			"The manufacturer", "The workshop", "Your bank");

	private static final List<String> VERBS = List.of("confirms", "checks", "collects", "repairs", "replaces",
			"refunds", "returns");

	private static final List<String> OBJECTS = List.of("the goods", "the amount", "the damaged part",
			"the whole order", "the parcel", "the delivery note", "the deposit");

	private static final List<String> CONDITIONS = List.of("within thirty days", "as soon as the photographs are here",
			"if the packaging is complete", "at our cost", "unless the goods were made to measure",
			"after the carrier has looked at the parcel", "by the way in which you paid");

	/**
	 * Questions that are all different.
	 * @param size the size of each answer
	 * @param count how many
	 */
	static List<Exchange> of(AnswerSize size, int count) {
		Random random = new Random(size.bytes());
		List<Exchange> exchanges = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			String topic = TOPICS.get(i % TOPICS.size());
			String question = "Can I return order " + (size.bytes() * 1_000 + i) + ", a " + any(GOODS, random)
					+ " that arrived with a scratch, after more than thirty days, and who pays for the way back?";
			exchanges.add(new Exchange(size + "-" + i, question, documents(topic), topic, Locale.UK,
					answer(size.bytes(), random)));
		}
		return exchanges;
	}

	private static List<DocumentRef> documents(String topic) {
		return List.of(new DocumentRef("terms/" + topic, "rev-17"), new DocumentRef("faq/" + topic, "rev-4"),
				new DocumentRef("sheets/" + topic, "rev-52"));
	}

	private static String answer(int bytes, Random random) {
		StringBuilder text = new StringBuilder(bytes + 200);
		while (text.length() < bytes) {
			text.append(any(SUBJECTS, random)).append(' ').append(any(VERBS, random)).append(' ');
			text.append(any(OBJECTS, random)).append(' ').append(any(CONDITIONS, random));
			text.append(" (terms of sale, section ").append(1 + random.nextInt(40)).append("). ");
			text.append((random.nextInt(6) == 0) ? "\n\n" : "");
		}
		text.setLength(bytes);
		if (text.toString().getBytes(StandardCharsets.UTF_8).length != bytes) {
			throw new IllegalStateException("The answer is meant to have one byte for each character");
		}
		return text.toString();
	}

	private static String any(List<String> words, Random random) {
		return words.get(random.nextInt(words.size()));
	}

}
