package io.github.claudecache.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.aop.CachedMethods;
import io.github.claudecache.aop.DeclaredKey;
import io.github.claudecache.recording.CallRecorder;
import io.github.claudecache.request.CacheDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Says for each annotated method what its key has, what is only seen while it runs, and
 * what nobody knows.
 */
final class KeyReport {

	private final ClaudeCache cache;

	private final CachedMethods methods;

	private final List<CallRecorder> recorders;

	KeyReport(ClaudeCache cache, CachedMethods methods, List<CallRecorder> recorders) {
		this.cache = cache;
		this.methods = methods;
		this.recorders = List.copyOf(recorders);
	}

	List<String> lines() {
		Map<String, CacheDefinition> definitions = this.cache.definitions()
			.stream()
			.collect(Collectors.toMap(CacheDefinition::name, Function.identity()));
		return this.methods.declaredKeys().stream().map((key) -> line(key, definitions.get(key.cache()))).toList();
	}

	private String line(DeclaredKey key, @Nullable CacheDefinition definition) {
		List<String> configured = new ArrayList<>();
		List<String> others = new ArrayList<>();
		sort("model", definition != null && definition.model() != null, configured, others);
		sort("system prompt", definition != null && definition.system() != null, configured, others);
		sort("tools", definition != null && definition.tools() != null, configured, others);
		StringBuilder line = new StringBuilder("Method ").append(key.method())
			.append(", cache '")
			.append(key.cache())
			.append("': its key has ")
			.append(key.parameters().isEmpty() ? "no parameter" : String.join(", ", key.parameters()));
		if (!configured.isEmpty()) {
			line.append(" and, from the configuration, ").append(String.join(", ", configured));
		}
		if (!others.isEmpty()) {
			line.append("; not ").append(String.join(", ", others)).append(seen());
		}
		return line.append("; ").append(stopReason(key.stopReason())).toString();
	}

	private static void sort(String factor, boolean known, List<String> configured, List<String> others) {
		(known ? configured : others).add(factor);
	}

	private String seen() {
		return this.recorders.isEmpty() ? ", which nobody sees"
				: ", which are compared where calls go through " + libraries();
	}

	private String stopReason(DeclaredKey.StopReasonSource source) {
		return switch (source) {
			case METHOD -> "the method says whether an answer is complete";
			case RESPONSE -> "the response that it returns says whether it is complete";
			case TRUST -> "its developer vouches that every answer is complete";
			case RECORDING -> "whether an answer is complete is seen by " + libraries();
		};
	}

	private String libraries() {
		return this.recorders.stream().map(CallRecorder::library).distinct().sorted().collect(Collectors.joining(", "));
	}

}
