package io.github.claudecache.client.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.FactorValue;

/**
 * Content as it enters a key: without the marks of Claude's own prompt cache, and refused
 * if part of it is elsewhere. Only where the API has blocks is anything left out; the
 * input of a tool may well have a member of the same name.
 */
final class ContentBlocks {

	static final String CACHE_CONTROL = "cache_control";

	// Blocks are nested in these: in a message, a tool's result or a document.
	private static final Set<String> NESTED = Set.of("content", "source");

	// The content is in the request itself.
	private static final Set<FactorValue> INLINE = Set.of(FactorValue.of("base64"), FactorValue.of("text"),
			FactorValue.of("content"));

	private ContentBlocks() {
	}

	/**
	 * The form that enters a key.
	 * @param content a message, a block, a list of blocks, or a text
	 * @return the content without what is volatile
	 * @throws UnkeyableException if a part of it is only referred to
	 */
	static FactorValue canonical(FactorValue content) {
		if (content instanceof FactorValue.Ordered blocks) {
			List<FactorValue> items = new ArrayList<>(blocks.items().size());
			blocks.items().forEach((block) -> items.add(canonical(block)));
			return FactorValue.listOf(items);
		}
		if (!(content instanceof FactorValue.Members block)) {
			return content;
		}
		SortedMap<String, FactorValue> members = new TreeMap<>(block.members());
		members.remove(CACHE_CONTROL);
		if (members.containsKey("file_id")
				|| (members.get("source") instanceof FactorValue.Members source && !isInline(source))) {
			throw new UnkeyableException(BypassReason.FACTOR_MISSING,
					"The request refers to a file or an image elsewhere, which may change");
		}
		NESTED.forEach((name) -> members.computeIfPresent(name, (any, value) -> canonical(value)));
		return new FactorValue.Members(members);
	}

	private static boolean isInline(FactorValue.Members source) {
		FactorValue type = source.members().get("type");
		return type != null && INLINE.contains(type);
	}

}
