package io.github.claudecache.aop;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.claudecache.answer.ClaudeAnswer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The text of an answer's type is part of the key: it changes with the shape of the type,
 * so that an answer of an older shape is never found.
 */
class AnswerTypesTests {

	@Test
	void theTextOfARecordNamesItsComponentsAndTheirTypesInDepth() {
		String text = describe("record");
		assertThat(text).startsWith(Policy.class.getName() + "{")
			.contains("topic:java.lang.String;")
			.contains("parts:java.util.List<" + Part.class.getName() + "{")
			.contains("number:java.lang.Integer;");
	}

	@Test
	void recordsOfDifferentShapesHaveDifferentTexts() {
		assertThat(List.of(shape("one"), shape("renamed"), shape("retyped"), shape("reordered"), shape("extended"),
				shape("deeper"), shape("generic")))
			.doesNotHaveDuplicates();
	}

	@Test
	void aRecordThatContainsItselfHasAText() {
		assertThat(describe("tree")).contains("children:java.util.List<" + Tree.class.getName() + ">");
	}

	@Test
	void typeArgumentsAreInTheText() {
		assertThat(describe("map")).isEqualTo("java.util.Map<java.lang.String,java.util.List<java.lang.Long>>");
		assertThat(describe("box")).isNotEqualTo(describe("otherBox"));
		assertThat(describe("set")).isNotEqualTo(describe("list")).isNotEqualTo(describe("collection"));
		assertThat(describe("wildcard")).isEqualTo(describe("list"));
	}

	@Test
	void theFieldsOfAClassAreInTheText() {
		assertThat(describe("bean")).contains("text:class java.lang.String").contains("inherited:int");
	}

	@Test
	void theWrapperIsNotInTheText() {
		assertThat(describe("text")).isEqualTo(describe("answer"))
			.isEqualTo(describe("optional"))
			.isEqualTo(describe("mono"))
			.isEqualTo("java.lang.String");
	}

	private static String describe(String method) {
		return ReturnTypes.plan(Types.class, method, true).type();
	}

	// The shapes as if each was the record's next version.
	private static String shape(String method) {
		return describe(method).replaceAll("\\$(One|Renamed|Retyped|Reordered|Extended|Deeper|Generic)", "\\$Shape");
	}

	record Part(Integer number) {
	}

	record Policy(String topic, List<Part> parts) {
	}

	record Tree(String name, List<Tree> children) {
	}

	record Box<T>(T content) {
	}

	record One(String a, String b) {
	}

	record Renamed(String a, String c) {
	}

	record Retyped(String a, int b) {
	}

	record Reordered(String b, String a) {
	}

	record Extended(String a, String b, String c) {
	}

	record Deeper(String a, Optional<String> b) {
	}

	record Generic(String a, List<String> b) {
	}

	static class Base {

		private int inherited;

	}

	static class Bean extends Base {

		private String text;

		@Override
		public boolean equals(Object other) {
			return this == other;
		}

		@Override
		public int hashCode() {
			return 0;
		}

	}

	interface Types {

		Policy record();

		One one();

		Renamed renamed();

		Retyped retyped();

		Reordered reordered();

		Extended extended();

		Deeper deeper();

		Generic generic();

		Tree tree();

		Map<String, List<Long>> map();

		Box<String> box();

		Box<Integer> otherBox();

		Set<String> set();

		List<String> list();

		Collection<String> collection();

		List<? extends String> wildcard();

		Bean bean();

		String text();

		ClaudeAnswer<String> answer();

		Optional<String> optional();

		Mono<String> mono();

	}

}
