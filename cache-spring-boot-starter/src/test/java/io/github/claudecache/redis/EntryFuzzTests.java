package io.github.claudecache.redis;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.json.JsonAnswerCodec;
import io.github.claudecache.key.FactorCard;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.store.StoredEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * P17: any bytes are an entry or they are refused in the way that is counted; never
 * another error, and never an entry that is another one when it is written again. Each
 * input is tried as it is and behind a valid checksum, which no fuzzer would find.
 */
@Tag("fuzz")
class EntryFuzzTests {

	private static final int MAX_BYTES = 64 * 1024;

	private static final EntryFields FIELDS = new EntryFields(Namespace.DEFAULT, MAX_BYTES, 256);

	private static final EntryCodec CODEC = new EntryCodec(Namespace.DEFAULT, MAX_BYTES, 256);

	private static final JsonAnswerCodec<Answer> ANSWERS = JsonAnswerCodec.of(Answer.class);

	@FuzzTest(maxDuration = "1m")
	void anyBytesAreAnEntryOrAreRefused(byte[] data) {
		tryEntry(data, data);
		int end = indexOf(data, '\n');
		byte[] record = Arrays.copyOf(data, Math.min(end, EntryFrame.MAX_RECORD));
		byte[] body = Arrays.copyOfRange(data, Math.min(end + 1, data.length), data.length);
		tryEntry(EntryFrame.of(record, body).bytes(), record);
		tryAnswer(Payload.json(Commands.text(body)));
	}

	private static void tryEntry(byte[] value, byte[] card) {
		StoredEntry entry = entry(value, card);
		if (entry != null) {
			byte[] written = CODEC.encode(entry);
			StoredEntry again = CODEC.decode(written);
			assertThat(again.with(entry.card())).isEqualTo(entry);
			assertThat(again.key()).isEqualTo(entry.key());
			FactorCard kept = entry.card();
			assertThat(EntryCard.decode(EntryCard.encode(kept))).isEqualTo(kept);
			assertIsTheBody(entry.answer().payload(), EntryFrame.open(value));
			tryAnswer(entry.answer().payload());
		}
	}

	// The only truth that a record can tell is that its body is deflated.
	private static void assertIsTheBody(Payload payload, EntryFrame frame) {
		byte[] text = Commands.bytes(payload.body());
		byte[] kept = Arrays.copyOfRange(frame.bytes(), frame.bodyStart(), frame.bytes().length);
		assertThat(Arrays.equals(text, kept) || frame.toString().contains("true")).isTrue();
	}

	private static @Nullable StoredEntry entry(byte[] value, byte[] card) {
		try {
			return FIELDS.entry(List.of(value, card));
		}
		catch (ForeignEntryException | IllegalArgumentException ex) {
			return null;
		}
	}

	private static void tryAnswer(Payload payload) {
		try {
			assertThat(ANSWERS.decode(payload)).isNotNull();
		}
		catch (JacksonException | IllegalArgumentException ex) {
			// It is not an answer of that type: Claude is asked again.
		}
	}

	private static int indexOf(byte[] data, char wanted) {
		for (int i = 0; i < data.length; i++) {
			if (data[i] == wanted) {
				return i;
			}
		}
		return data.length;
	}

	/**
	 * An answer with members of many kinds.
	 *
	 * @param yes a truth
	 * @param count a number
	 * @param share a number with a fraction
	 * @param because texts
	 * @param parts answers in the answer
	 * @param byName numbers by name
	 * @param kind one of few
	 */
	record Answer(boolean yes, long count, double share, List<String> because, List<Answer> parts,
			Map<String, Integer> byName, Kind kind) {
	}

	enum Kind {

		POLICY, RUMOUR

	}

}
