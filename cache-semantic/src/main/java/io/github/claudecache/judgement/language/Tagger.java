package io.github.claudecache.judgement.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.postag.POSContextGenerator;
import opennlp.tools.postag.POSModel;

/**
 * Tells the part of speech of each word, by OpenNLP's model for English. Each word is
 * given the likeliest part behind those before it: to keep several readings of the
 * sentence, as OpenNLP's own tagger does, takes three times as long and changed no weight
 * of the score. A text longer than a question ever is stays untagged.
 */
final class Tagger {

	private static final String FILE = "/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";

	/** The entry of the file, as OpenNLP's format names it. */
	private static final String ENTRY = "pos.model";

	private static final int MOST_TOKENS = 256;

	private final POSModel model = load();

	private final MaxentModel likelihood = likelihood(this.model);

	/**
	 * Context generators are not safe for use by several threads.
	 */
	private final Queue<POSContextGenerator> idle = new ConcurrentLinkedQueue<>();

	private static POSModel load() {
		try (InputStream file = POSModel.class.getResourceAsStream(FILE)) {
			if (file == null) {
				throw new IllegalStateException("The jar opennlp-models-pos-en lacks its file " + FILE);
			}
			return new POSModel(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static MaxentModel likelihood(POSModel model) {
		MaxentModel likelihood = model.getArtifact(ENTRY);
		if (likelihood == null) {
			throw new IllegalStateException("The file " + FILE + " lacks its entry " + ENTRY);
		}
		return likelihood;
	}

	/**
	 * Tags the tokens of a text.
	 * @param tokens the text
	 * @return as many parts of speech
	 */
	PartOfSpeech[] tag(List<Token> tokens) {
		PartOfSpeech[] parts = new PartOfSpeech[tokens.size()];
		Arrays.fill(parts, PartOfSpeech.OTHER);
		if (!tokens.isEmpty() && tokens.size() <= MOST_TOKENS) {
			String[] tags = tags(tokens.stream().map(Token::text).toArray(String[]::new));
			for (int i = 0; i < tags.length; i++) {
				parts[i] = PartOfSpeech.of(tags[i]);
			}
		}
		return parts;
	}

	private String[] tags(String[] words) {
		POSContextGenerator free = this.idle.poll();
		POSContextGenerator contexts = (free != null) ? free : this.model.getFactory().getPOSContextGenerator();
		String[] tags = new String[words.length];
		for (int i = 0; i < words.length; i++) {
			double[] likely = this.likelihood.eval(contexts.getContext(i, words, tags, null));
			tags[i] = this.likelihood.getBestOutcome(likely);
		}
		this.idle.add(contexts);
		return tags;
	}

}
