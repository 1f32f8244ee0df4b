package io.github.claudecache.request;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.claudecache.identity.Fingerprint;

/**
 * A value with one canonical form: whatever enters a key is one of these. They mirror
 * JSON, plus an unordered collection and a digest. Numbers keep the exact text they were
 * written with, so 2^53 and 2^53+1, or 1 and 1.0, stay different; the order of an
 * object's members and of a {@link Unordered} never matters.
 * <p>
 * All implementations are immutable and safe for use by many threads.
 *
 * @since 0.1.0
 */
public sealed interface FactorValue {

	/**
	 * A text.
	 * @param text the text, which may be empty
	 * @return the value
	 */
	static FactorValue of(String text) {
		return new Text(text);
	}

	/**
	 * A truth value.
	 * @param value the value
	 * @return the value
	 */
	static FactorValue of(boolean value) {
		return new Flag(value);
	}

	/**
	 * A whole number.
	 * @param value the number
	 * @return the value
	 */
	static FactorValue of(long value) {
		return new Decimal(Long.toString(value));
	}

	/**
	 * A list whose order matters.
	 * @param items the items
	 * @return the value
	 */
	static FactorValue listOf(List<? extends FactorValue> items) {
		return new Ordered(List.copyOf(items));
	}

	/**
	 * The explicit null of JSON, which differs from a member that is absent.
	 */
	enum Null implements FactorValue {

		/** The only null. */
		INSTANCE

	}

	/**
	 * A text.
	 *
	 * @param text the text, which may be empty
	 */
	record Text(String text) implements FactorValue {
	}

	/**
	 * A number.
	 *
	 * @param digits the exact text of the number
	 */
	record Decimal(String digits) implements FactorValue {
	}

	/**
	 * A truth value.
	 *
	 * @param value the value
	 */
	record Flag(boolean value) implements FactorValue {
	}

	/**
	 * Bytes, by their digest.
	 *
	 * @param sha256 the digest of the bytes
	 */
	record Digest(Fingerprint sha256) implements FactorValue {
	}

	/**
	 * A list whose order matters.
	 *
	 * @param items the items, copied
	 */
	record Ordered(List<FactorValue> items) implements FactorValue {

		/**
		 * Creates a list.
		 */
		public Ordered {
			items = List.copyOf(items);
		}

	}

	/**
	 * A collection whose order does not matter. Equal items are counted, not merged.
	 *
	 * @param items the items in any order, copied
	 */
	record Unordered(List<FactorValue> items) implements FactorValue {

		/**
		 * Creates a collection.
		 */
		public Unordered {
			items = Collections.unmodifiableList(new ArrayList<>(items));
		}

	}

	/**
	 * Named members, whose order does not matter.
	 *
	 * @param members the members by name, copied
	 */
	record Members(SortedMap<String, FactorValue> members) implements FactorValue {

		/**
		 * Creates an object from its members.
		 */
		public Members {
			// Not the order of a map that was sorted in another way.
			SortedMap<String, FactorValue> natural = new TreeMap<>();
			natural.putAll(members);
			members = Collections.unmodifiableSortedMap(natural);
		}

		/**
		 * Creates an object from members in any order.
		 * @param members the members by name
		 * @return the value
		 */
		public static Members of(Map<String, ? extends FactorValue> members) {
			return new Members(new TreeMap<>(members));
		}

	}

}
