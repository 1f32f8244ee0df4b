package io.github.claudecache.judgement.language;

/**
 * The parts of speech that are told apart.
 */
enum PartOfSpeech {

	/** A noun or a name. */
	NOUN,

	/** A verb with content. */
	VERB,

	/** An auxiliary verb. */
	AUXILIARY,

	/** An adjective. */
	ADJECTIVE,

	/** An adverb. */
	ADVERB,

	/** A word that opens a subordinate clause. */
	CONJUNCTION,

	/** Anything else, or not known. */
	OTHER;

	/**
	 * The part of speech behind a tag of Universal Dependencies.
	 * @param tag the tag
	 * @return the part of speech
	 */
	static PartOfSpeech of(String tag) {
		return switch (tag) {
			case "NOUN", "PROPN" -> NOUN;
			case "VERB" -> VERB;
			case "AUX" -> AUXILIARY;
			case "ADJ" -> ADJECTIVE;
			case "ADV" -> ADVERB;
			case "SCONJ" -> CONJUNCTION;
			default -> OTHER;
		};
	}

}
