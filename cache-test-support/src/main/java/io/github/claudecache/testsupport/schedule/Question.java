package io.github.claudecache.testsupport.schedule;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;

/**
 * What callers ask. An answer is built from the declared sources and from those that only
 * turn out while it is computed.
 */
enum Question {

	DECLARED(List.of("a"), List.of()),

	DECLARED_TWO(List.of("a", "b"), List.of()),

	LATE(List.of("b"), List.of("c")),

	LATE_ONLY(List.of(), List.of("a", "c"));

	static final List<String> SOURCES = List.of("a", "b", "c");

	private final List<String> declared;

	private final List<String> late;

	Question(List<String> declared, List<String> late) {
		this.declared = declared;
		this.late = late;
	}

	List<String> declared() {
		return this.declared;
	}

	List<String> late() {
		return this.late;
	}

	List<String> sources() {
		List<String> sources = new ArrayList<>(this.declared);
		sources.addAll(this.late);
		return sources;
	}

	ClaudeRequest request(TenantId tenant) {
		return ClaudeRequest.builder("faq", tenant).message(name()).tags(this.declared.toArray(String[]::new)).build();
	}

}
