package io.github.claudecache.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.identity.Tag;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger is asked about some tags, in one command that writes nothing. The same is
 * asked of the tenant's and of the global ledger, so it is encoded once for both.
 */
final class LedgerQuestion {

	static final byte[] ERA = Commands.bytes("!era");

	static final byte[] ALL = Commands.bytes("!all");

	private static final List<byte[]> HEAD = List.of(ERA, Commands.bytes("!last"), Commands.bytes("!floor"), ALL);

	private static final byte[] ENCODED_HEAD = encodedHead();

	private static final byte[] TAG = Commands.bytes("t:");

	private final Collection<Tag> tags;

	private final int members;

	private final byte[] encoded;

	// Only made where several lookups share the question.
	private @Nullable Map<Tag, Integer> positions;

	/**
	 * Creates a question.
	 * @param tags the tags, each once
	 */
	LedgerQuestion(Collection<Tag> tags) {
		this.tags = tags;
		this.members = HEAD.size() + tags.size();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(ENCODED_HEAD.length + 64 * tags.size());
		bytes.writeBytes(ENCODED_HEAD);
		for (Tag tag : tags) {
			byte[] text = tag.value().getBytes(StandardCharsets.UTF_8);
			writeLength(bytes, TAG.length + text.length);
			bytes.writeBytes(TAG);
			bytes.writeBytes(text);
			writeEnd(bytes);
		}
		this.encoded = bytes.toByteArray();
	}

	/**
	 * The question about everything that several questions are about.
	 */
	static LedgerQuestion ofAll(Collection<LedgerQuestion> questions) {
		Set<Tag> all = new LinkedHashSet<>();
		questions.forEach((question) -> all.addAll(question.tags));
		return new LedgerQuestion(all);
	}

	AsyncCommand<byte[], byte[], List<Double>> to(byte[] ledger) {
		return Commands.zmscore(new Members(ledger));
	}

	static byte[] member(Tag tag) {
		return Commands.bytes("t:" + tag.value());
	}

	/**
	 * What the reply says. Scores are whole numbers below 2^53, which a double holds
	 * exactly.
	 * @throws IllegalArgumentException if it is the reply to another question
	 */
	LedgerView view(List<? extends @Nullable Double> scores) {
		return view(scores, this.tags);
	}

	/**
	 * What the reply says about some of the tags. For use by one thread at a time.
	 * @throws IllegalArgumentException if it is the reply to another question
	 */
	LedgerView view(List<? extends @Nullable Double> scores, Collection<Tag> some) {
		if (scores.size() != this.members) {
			throw new IllegalArgumentException("The reply of another command");
		}
		Double era = scores.get(0);
		if (era == null) {
			return LedgerView.MISSING;
		}
		long voided = Math.max(number(scores.get(2)), number(scores.get(3)));
		if (some == this.tags) {
			for (int i = HEAD.size(); i < scores.size(); i++) {
				voided = Math.max(voided, number(scores.get(i)));
			}
		}
		else {
			Map<Tag, Integer> known = positions();
			for (Tag tag : some) {
				voided = Math.max(voided, number(scores.get(Objects.requireNonNull(known.get(tag)))));
			}
		}
		return new LedgerView(era.longValue(), number(scores.get(1)), voided);
	}

	private Map<Tag, Integer> positions() {
		Map<Tag, Integer> known = this.positions;
		if (known == null) {
			known = new HashMap<>();
			int position = HEAD.size();
			for (Tag tag : this.tags) {
				known.put(tag, position++);
			}
			this.positions = known;
		}
		return known;
	}

	private static long number(@Nullable Double score) {
		return (score != null) ? score.longValue() : 0;
	}

	private static byte[] encodedHead() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] member : HEAD) {
			writeLength(bytes, member.length);
			bytes.writeBytes(member);
			writeEnd(bytes);
		}
		return bytes.toByteArray();
	}

	// A bulk string of RESP: $<length>\r\n<bytes>\r\n.
	private static void writeLength(ByteArrayOutputStream bytes, int length) {
		bytes.write('$');
		bytes.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
		writeEnd(bytes);
	}

	private static void writeEnd(ByteArrayOutputStream bytes) {
		bytes.write('\r');
		bytes.write('\n');
	}

	/**
	 * The key of a ledger, and members that are encoded already.
	 */
	private final class Members extends CommandArgs<byte[], byte[]> {

		private Members(byte[] ledger) {
			super(ByteArrayCodec.INSTANCE);
			addKey(ledger);
		}

		@Override
		public int count() {
			return super.count() + LedgerQuestion.this.members;
		}

		@Override
		public void encode(ByteBuf buffer) {
			super.encode(buffer);
			buffer.writeBytes(LedgerQuestion.this.encoded);
		}

	}

}
