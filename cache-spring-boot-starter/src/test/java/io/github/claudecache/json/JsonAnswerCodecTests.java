package io.github.claudecache.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.claudecache.answer.Payload;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is kept as JSON, and what is refused.
 */
class JsonAnswerCodecTests {

	@Test
	void genericTypesReadBackAsWhatTheyAreDeclared() {
		roundTrips(new ParameterizedTypeReference<List<Page<Line>>>() {
		}, List.of(new Page<>(List.of(new Line("a", 1)), Optional.of(new Line("b", 2)))));
		roundTrips(new ParameterizedTypeReference<Map<TimeUnit, Set<Line>>>() {
		}, Map.of(TimeUnit.DAYS, Set.of(new Line("a", 1), new Line("b", 2))));
	}

	@Test
	void timesReadBackWithTheirOffsetAndTheirZone() {
		roundTrips(new ParameterizedTypeReference<Times>() {
		}, new Times(Instant.parse("2026-03-29T00:59:59.123456789Z"), LocalDate.parse("2026-02-28"),
				Duration.ofSeconds(90, 1), OffsetDateTime.parse("2026-03-01T10:00:00+02:00"),
				ZonedDateTime.parse("2026-03-01T10:00:00+01:00[Europe/Berlin]")));
	}

	@Test
	void numbersReadBackExactly() {
		roundTrips(new ParameterizedTypeReference<List<BigDecimal>>() {
		}, List.of(new BigDecimal("1.10"), new BigDecimal("1E+3"), new BigDecimal("9007199254740993.5")));
		roundTrips(new ParameterizedTypeReference<List<Long>>() {
		}, List.of((1L << 53) + 1, Long.MIN_VALUE));
		roundTrips(new ParameterizedTypeReference<List<Double>>() {
		}, List.of(Double.NaN, -0.0, Double.POSITIVE_INFINITY));
	}

	@Test
	void aValueThatReadsBackDifferentIsRefused() {
		JsonAnswerCodec<Map<String, Object>> codec = codec(new ParameterizedTypeReference<>() {
		});
		assertThat(codec.decode(codec.encode(Map.of("n", 1)))).isEqualTo(Map.of("n", 1));
		assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(Map.of("n", 1L)))
			.withMessageContaining("does not read back");
		JsonAnswerCodec<Secretive> ignoring = codec(new ParameterizedTypeReference<>() {
		});
		assertThatThrownBy(() -> ignoring.encode(new Secretive("shown", "lost"))).isInstanceOf(RuntimeException.class);
	}

	@Test
	void aSubclassIsRefusedEvenIfItsInheritedEqualsSeesNoDifference() {
		JsonAnswerCodec<Note> codec = codec(new ParameterizedTypeReference<>() {
		});
		assertThat(new Warning("a", "do not")).isEqualTo(new Note("a"));
		assertThat(codec.decode(codec.encode(new Note("a")))).isEqualTo(new Note("a"));
		assertThatThrownBy(() -> codec.encode(new Warning("a", "do not"))).isInstanceOf(RuntimeException.class);
	}

	@Test
	void whatWasWrittenForAnotherShapeIsNotRead() {
		JsonAnswerCodec<Line> codec = codec(new ParameterizedTypeReference<>() {
		});
		assertThat(codec.decode(Payload.json("{\"text\":\"a\",\"no\":1}"))).isEqualTo(new Line("a", 1));
		for (String body : List.of("{\"text\":\"a\"}", "{\"text\":\"a\",\"no\":null}",
				"{\"text\":\"a\",\"no\":1,\"more\":2}", "{\"text\":\"a\",\"number\":1}", "null", "", "[]",
				"{\"text\":\"a\",\"no\":1} {}", "{\"text\":\"a\",\"no\":1")) {
			assertThatThrownBy(() -> codec.decode(Payload.json(body))).as(body).isInstanceOf(RuntimeException.class);
		}
		assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(Payload.text("{\"text\":\"a\",\"no\":1}")));
	}

	@Test
	void namesOfPropertiesAreThoseThatTheTypeDeclares() {
		JsonAnswerCodec<Line> codec = codec(new ParameterizedTypeReference<>() {
		});
		assertThat(codec.encode(new Line("a", 1)).body()).contains("\"no\"").doesNotContain("number");
	}

	@Test
	void noPayloadNamesAClassToLoad() {
		JsonAnswerCodec<Map<String, Object>> map = codec(new ParameterizedTypeReference<>() {
		});
		String bait = "{\"@class\":\"" + Bait.class.getName() + "\",\"text\":\"a\"}";
		assertThat(map.decode(Payload.json(bait))).containsKeys("@class", "text");
		JsonAnswerCodec<Line> line = codec(new ParameterizedTypeReference<>() {
		});
		assertThatThrownBy(() -> line.decode(Payload.json(bait))).isInstanceOf(RuntimeException.class);
		assertThat(System.getProperty(Loaded.NAME)).isNull();
	}

	private static <T> void roundTrips(ParameterizedTypeReference<T> type, T value) {
		JsonAnswerCodec<T> codec = codec(type);
		assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
	}

	private static <T> JsonAnswerCodec<T> codec(ParameterizedTypeReference<T> type) {
		return JsonAnswerCodec.of(type.getType());
	}

	record Line(String text, @JsonProperty("no") int number) {
	}

	record Page<T>(List<T> items, Optional<T> next) {
	}

	record Times(Instant instant, LocalDate date, Duration duration, OffsetDateTime offset, ZonedDateTime zoned) {
	}

	record Secretive(String shown, @JsonIgnore String hidden) {
	}

	static class Note {

		private final String text;

		Note(@JsonProperty("text") String text) {
			this.text = text;
		}

		public String getText() {
			return this.text;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Note note && this.text.equals(note.text);
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.text);
		}

	}

	static class Warning extends Note {

		private final String advice;

		Warning(String text, String advice) {
			super(text);
			this.advice = advice;
		}

		public String getAdvice() {
			return this.advice;
		}

	}

	static final class Loaded {

		static final String NAME = "claude.cache.test.bait";

		private Loaded() {
		}

	}

	static class Bait {

		static {
			System.setProperty(Loaded.NAME, "loaded");
		}

	}

}
