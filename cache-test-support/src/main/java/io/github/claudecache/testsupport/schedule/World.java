package io.github.claudecache.testsupport.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The sources of the answers, each with a version that rises with every change, and what
 * was acknowledged. An answer is stale if it was built from an older version than one
 * whose invalidation had been acknowledged when its caller began. Safe for use by many
 * threads.
 */
final class World {

	static final List<TenantId> TENANTS = List.of(new TenantId("acme"), new TenantId("globex"));

	private final ConcurrentMap<Source, Integer> versions = new ConcurrentHashMap<>();

	private final ConcurrentMap<Source, Integer> acknowledged = new ConcurrentHashMap<>();

	/** Changes any sources. The change must be invalidated, then acknowledged. */
	Change change(Choices choices) {
		return switch (choices.next(8)) {
			case 0, 1, 2 -> change(tenant(choices), Set.of(source(choices)));
			case 3, 4 -> change(tenant(choices), Set.copyOf(List.of("a", source(choices))));
			case 5 -> change(tenant(choices), Set.of());
			case 6 -> change(InvalidationScope.allTenants(), Set.of(source(choices)));
			default -> change(InvalidationScope.allTenants(), Set.of());
		};
	}

	/** Changes a source of a question, the late one if it has one, or everything. */
	Change change(Question question, Choices choices) {
		List<String> sources = question.sources();
		return (choices.next(2) == 0)
				? change(InvalidationScope.of(TENANTS.get(0)), Set.of(sources.get(sources.size() - 1)))
				: change(InvalidationScope.allTenants(), Set.of());
	}

	Change change(InvalidationScope scope, Set<String> tags) {
		Map<Source, Integer> changed = new HashMap<>();
		for (TenantId tenant : TENANTS) {
			if (scope instanceof InvalidationScope.OneTenant one && !one.tenant().equals(tenant)) {
				continue;
			}
			for (String name : tags.isEmpty() ? Set.copyOf(Question.SOURCES) : tags) {
				Source source = new Source(tenant, name);
				changed.put(source, this.versions.merge(source, 1, Integer::sum));
			}
		}
		return new Change(scope, tags.stream().map(Tag::new).collect(Collectors.toSet()), changed);
	}

	void acknowledge(Change change) {
		change.versions().forEach((source, version) -> this.acknowledged.merge(source, version, Math::max));
	}

	/** What a caller who begins now must at least be given. */
	Map<Source, Integer> floor(TenantId tenant, Question question) {
		Map<Source, Integer> floor = new HashMap<>();
		for (String name : question.sources()) {
			Source source = new Source(tenant, name);
			floor.put(source, this.acknowledged.getOrDefault(source, 0));
		}
		return floor;
	}

	/** Reads sources, as the text of an answer. */
	String read(TenantId tenant, List<String> sources) {
		StringBuilder text = new StringBuilder();
		for (String name : sources) {
			Source source = new Source(tenant, name);
			text.append(source).append('=').append(this.versions.getOrDefault(source, 0)).append(';');
		}
		return text.toString();
	}

	/** What is wrong with an answer, or {@code null}. */
	static @Nullable String objection(String text, Map<Source, Integer> floor) {
		Map<String, Integer> used = new HashMap<>();
		for (String part : text.split(";")) {
			int sign = part.indexOf('=');
			used.put(part.substring(0, sign), Integer.valueOf(part.substring(sign + 1)));
		}
		for (Map.Entry<Source, Integer> bound : floor.entrySet()) {
			Integer version = used.get(bound.getKey().toString());
			if (version == null) {
				return "an answer without " + bound.getKey() + " was given: " + text;
			}
			if (version < bound.getValue()) {
				return bound.getKey() + " in version " + version + " was given to a caller who began after version "
						+ bound.getValue() + " was acknowledged";
			}
		}
		return null;
	}

	private static InvalidationScope tenant(Choices choices) {
		return InvalidationScope.of(TENANTS.get(choices.next(TENANTS.size())));
	}

	private static String source(Choices choices) {
		return Question.SOURCES.get(choices.next(Question.SOURCES.size()));
	}

	/**
	 * Something that answers are built from.
	 */
	record Source(TenantId tenant, String name) {

		@Override
		public String toString() {
			return this.tenant + "/" + this.name;
		}

	}

	/**
	 * A change of some sources, with the versions that it made.
	 */
	record Change(InvalidationScope scope, Set<Tag> tags, Map<Source, Integer> versions) {
	}

}
