package io.github.claudecache.redis;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * What is written about an entry beside its body, one version of the wire format: a JSON
 * object whose members are all there and in this order. Their names are short because
 * they are in every entry.
 * <p>
 * It is written and read member by member. There is no mapper, so nothing that is read
 * can choose a type.
 */
enum EntryRecord {

	/** The version of the format. Every format begins with it. */
	FORMAT("v"),

	/** The namespace with its version. */
	NAMESPACE("ns"),

	/** The tenant. */
	TENANT("tn"),

	/** The exact fingerprint. */
	FINGERPRINT("fp"),

	/** The scope fingerprint. */
	SCOPE("sc"),

	/** The stamp: tenant era and born, global era and born. */
	STAMP("st"),

	/** When it was created, milliseconds since 1970. */
	CREATED("cr"),

	/** When it expires, milliseconds since 1970. */
	EXPIRES("ex"),

	/** The name of the cache. */
	CACHE("c"),

	/** The tags. */
	TAGS("t"),

	/** The stop reason. */
	STOP_REASON("s"),

	/** The model, or null. */
	MODEL("m"),

	/** Input, output, cache creation and cache read tokens. */
	USAGE("u"),

	/** The format of the payload. */
	PAYLOAD("f"),

	/** How many bytes the body has. */
	BODY_LENGTH("n"),

	/** Whether the body is deflated. */
	DEFLATED("z");

	/**
	 * The version that is written, and the only one that is read. A change of what is
	 * written raises it.
	 */
	static final int VERSION = 1;

	private static final int MAX_DEPTH = 2;

	private static final int MAX_NUMBER_LENGTH = 20;

	private static final int MAX_NAME_LENGTH = 8;

	// A record is read on the client's thread and written on any; a thread that has a
	// buffer keeps it.
	static final JsonFactory JSON = JsonFactory.builder()
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_DEPTH)
			.maxNumberLength(MAX_NUMBER_LENGTH)
			.maxNameLength(MAX_NAME_LENGTH)
			.maxStringLength(EntryFrame.MAX_RECORD)
			.maxDocumentLength(EntryFrame.MAX_RECORD)
			.build())
		.build();

	private final SerializedString text;

	EntryRecord(String text) {
		this.text = new SerializedString(text);
	}

	SerializedString text() {
		return this.text;
	}

}
