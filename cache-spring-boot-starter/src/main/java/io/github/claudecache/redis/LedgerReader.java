package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.claudecache.freshness.LedgerView;
import io.github.claudecache.identity.Tag;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * Asks a ledger about tags, in one command that writes nothing.
 */
final class LedgerReader {

	static final byte[] ERA = Commands.bytes("!era");

	static final byte[] ALL = Commands.bytes("!all");

	private static final List<byte[]> HEAD = List.of(ERA, Commands.bytes("!last"), Commands.bytes("!floor"), ALL);

	private LedgerReader() {
	}

	/**
	 * What a ledger is asked about: the same in the tenant's and in the global one.
	 */
	static List<byte[]> members(Collection<Tag> tags) {
		List<byte[]> members = new ArrayList<>(HEAD.size() + tags.size());
		members.addAll(HEAD);
		tags.forEach((tag) -> members.add(member(tag)));
		return members;
	}

	static byte[] member(Tag tag) {
		return Commands.bytes("t:" + tag.value());
	}

	/**
	 * What the reply says. Scores are whole numbers below 2^53, which a double holds
	 * exactly.
	 * @param tags how many tags were asked about
	 */
	static LedgerView view(List<? extends @Nullable Double> scores, int tags) {
		if (scores.size() != HEAD.size() + tags) {
			throw new IllegalArgumentException("The reply of another command");
		}
		Double era = scores.get(0);
		if (era == null) {
			return LedgerView.MISSING;
		}
		long voided = 0;
		for (int i = 2; i < scores.size(); i++) {
			voided = Math.max(voided, number(scores.get(i)));
		}
		return new LedgerView(era.longValue(), number(scores.get(1)), voided);
	}

	private static long number(@Nullable Double score) {
		return (score != null) ? score.longValue() : 0;
	}

}
