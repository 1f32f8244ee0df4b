package io.github.claudecache.judgement.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;

/**
 * Tells the part of speech of each word, by OpenNLP's model for English. A text longer
 * than a question ever is stays untagged.
 */
final class Tagger {

	private static final String MODEL = "/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";

	private static final int MOST_TOKENS = 256;

	private final POSModel model = load();

	/**
	 * Taggers are not safe for use by several threads, and take a millisecond to make.
	 */
	private final Queue<POSTaggerME> idle = new ConcurrentLinkedQueue<>();

	private static POSModel load() {
		try (InputStream file = POSModel.class.getResourceAsStream(MODEL)) {
			if (file == null) {
				throw new IllegalStateException("The jar opennlp-models-pos-en lacks its file " + MODEL);
			}
			return new POSModel(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
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
		POSTaggerME free = this.idle.poll();
		POSTaggerME tagger = (free != null) ? free : new POSTaggerME(this.model);
		String[] tags = tagger.tag(words);
		this.idle.add(tagger);
		return tags;
	}

}
