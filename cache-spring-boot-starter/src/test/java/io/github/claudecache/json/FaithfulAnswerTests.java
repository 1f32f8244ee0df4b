package io.github.claudecache.json;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.claudecache.AnswerCodec;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What is kept as JSON is exactly what was given, or is not kept; and what is read back
 * is of the declared shape, or is not served.
 */
class FaithfulAnswerTests {

	private static final ClaudeRequest REQUEST = ClaudeRequest.builder("faq", TenantId.DEFAULT).message("q").build();

	@Test
	void aSetKeepsItsOrder() {
		JsonAnswerCodec<Set<String>> codec = codec(new ParameterizedTypeReference<>() {
		});
		Set<String> names = new LinkedHashSet<>();
		IntStream.range(0, 100).forEach((number) -> names.add("name" + (number * 37 % 100)));
		assertThat(codec.decode(codec.encode(names))).containsExactlyElementsOf(names);
	}

	@Test
	void whatASubclassAddsIsNotLostSilently() {
		JsonAnswerCodec<Named> codec = JsonAnswerCodec.of(Named.class);
		assertThatException().isThrownBy(() -> codec.encode(new Titled()));
		assertThat(codec.decode(codec.encode(new Named()))).isEqualTo(new Named());
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"topic\":\"a\"}", "{\"topic\":\"a\",\"version\":1,\"more\":2}", "{}",
			"{\"topic\":\"a\",\"version\":null}", "{\"topic\":\"a\",\"version\":\"x\"}", "[]", "null", "\"a\"", "",
			"{\"topic\":\"a\",\"version\":1} 1", "{\"topic\":", "\u0000" })
	void anAnswerOfAnotherShapeIsAMissAndIsOverwritten(String json) {
		ClaudeCache cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).build();
		cache.answer(REQUEST, new Raw(), () -> ClaudeAnswer.complete(json));
		ClaudeAnswer<Policy> miss = cache.answer(REQUEST, JsonAnswerCodec.<Policy>of(Policy.class),
				() -> ClaudeAnswer.complete(new Policy("new", 2)));
		assertThat(miss.value()).isEqualTo(new Policy("new", 2));
		assertThat(miss.provenance().reason()).isIn(MissReason.UNREADABLE, MissReason.NOT_FOUND);
		ClaudeAnswer<Policy> hit = cache.answer(REQUEST, JsonAnswerCodec.<Policy>of(Policy.class), () -> {
			throw new AssertionError("It must have been overwritten");
		});
		assertThat(hit.value()).isEqualTo(new Policy("new", 2));
	}

	@Test
	void aTextIsNotReadAsJsonNorJsonAsText() {
		ClaudeCache cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).build();
		cache.answer(REQUEST, () -> ClaudeAnswer.complete("{\"topic\":\"a\",\"version\":1}"));
		ClaudeAnswer<Policy> policy = cache.answer(REQUEST, JsonAnswerCodec.<Policy>of(Policy.class),
				() -> ClaudeAnswer.complete(new Policy("b", 2)));
		assertThat(policy.value()).isEqualTo(new Policy("b", 2));
		assertThat(policy.provenance().reason()).isEqualTo(MissReason.UNREADABLE);
		assertThat(cache.answer(REQUEST, () -> ClaudeAnswer.complete("text")).value()).isEqualTo("text");
	}

	@Test
	void theApplicationsNamesOfPropertiesAreUsed() {
		JsonAnswerCodec<Renamed> codec = JsonAnswerCodec.of(Renamed.class);
		assertThat(codec.encode(new Renamed("a")).body()).isEqualTo("{\"the_topic\":\"a\"}");
		assertThat(codec.decode(Payload.json("{\"the_topic\":\"a\"}"))).isEqualTo(new Renamed("a"));
	}

	@Test
	void aPayloadNeverNamesAClassEvenIfTheApplicationAsksForIt() {
		String gadget = "{\"content\":{\"@class\":\"" + Gadget.class.getName() + "\"}}";
		assertThatException().isThrownBy(() -> JsonAnswerCodec.of(Open.class).decode(Payload.json(gadget)));
		assertThatException().isThrownBy(() -> JsonAnswerCodec.of(Polymorphic.class).decode(Payload.json(gadget)));
		Object list = JsonAnswerCodec.of(Object.class)
			.decode(Payload.json("[\"" + Gadget.class.getName() + "\",{\"@class\":\"x\"}]"));
		assertThat(list).isInstanceOf(List.class);
		assertThat(Loaded.GADGET).isFalse();
	}

	@Test
	void theOrderOfTheMembersOfAToolDoesNotMatterAndThatOfItsItemsDoes() {
		assertThat(FactorValues.parse("{\"a\":{\"x\":1,\"y\":[1,2]},\"b\":null}"))
			.isEqualTo(FactorValues.parse(" {\"b\" : null, \"a\" : {\"y\":[1, 2],\"x\":1}} "))
			.isNotEqualTo(FactorValues.parse("{\"a\":{\"x\":1,\"y\":[2,1]},\"b\":null}"));
	}

	@Test
	void aNumberOfManyDigitsKeepsItsText() {
		for (String number : List.of("9007199254740993", "1.0", "1.00", "1e2", "1E+2", "-0", "0.1000",
				"1".repeat(900))) {
			assertThat(FactorValues.parse(number)).isEqualTo(new FactorValue.Decimal(number));
		}
	}

	private static <T> JsonAnswerCodec<T> codec(ParameterizedTypeReference<T> type) {
		return JsonAnswerCodec.of(type.getType());
	}

	record Policy(String topic, int version) {
	}

	record Renamed(@JsonProperty("the_topic") String topic) {
	}

	record Open(@Nullable Policy content) {
	}

	record Polymorphic(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object content) {
	}

	static class Gadget {

		static {
			Loaded.GADGET = true;
		}

	}

	static final class Loaded {

		static volatile boolean GADGET;

	}

	static class Named {

		public String getName() {
			return "name";
		}

		public void setName(String name) {
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Named;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

	static class Titled extends Named {

		private String title = "title";

		public String getTitle() {
			return this.title;
		}

		public void setTitle(String title) {
			this.title = title;
		}

	}

	/**
	 * Keeps any text as if it were JSON of this version.
	 */
	static final class Raw implements AnswerCodec<String> {

		@Override
		public Payload encode(String value) {
			return Payload.json(value);
		}

		@Override
		public String decode(Payload payload) {
			return payload.body();
		}

	}

}
