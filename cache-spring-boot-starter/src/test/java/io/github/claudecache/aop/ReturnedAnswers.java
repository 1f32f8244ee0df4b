package io.github.claudecache.aop;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What the methods of these tests return.
 */
final class ReturnedAnswers {

	private ReturnedAnswers() {
	}

	enum Kind {

		PUBLIC {
		},

		INTERNAL

	}

	record Policy(String topic, int version) {
	}

	record Box<T>(T content) {
	}

	record Everything(@Nullable String text, boolean flag, int number, long whole, double real, BigDecimal decimal,
			Kind kind, Instant instant, OffsetDateTime offset, ZonedDateTime zoned, Optional<String> optional,
			Optional<Policy> empty, List<Policy> policies, Set<Kind> kinds, Map<String, List<Policy>> byTopic,
			Box<Box<Policy>> box, char character) {
	}

	static class Bean {

		private String text = "";

		public String getText() {
			return this.text;
		}

		public void setText(String text) {
			this.text = text;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Bean bean && bean.text.equals(this.text);
		}

		@Override
		public int hashCode() {
			return this.text.hashCode();
		}

	}

	static class PartlyWritten extends Bean {

		private final int hidden;

		PartlyWritten() {
			this(0);
		}

		PartlyWritten(int hidden) {
			this.hidden = hidden;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof PartlyWritten written && written.hidden == this.hidden;
		}

		@Override
		public int hashCode() {
			return this.hidden;
		}

	}

	record FailingToWrite(int number) {

		@Override
		public int number() {
			throw new IllegalStateException();
		}

	}

	static class WithoutConstructor {

		private final String text;

		WithoutConstructor(String text, int ignored) {
			this.text = text;
		}

		public String getText() {
			return this.text;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof WithoutConstructor without && without.text.equals(this.text);
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.text);
		}

	}

	static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		private StopReason stopReason = StopReason.END_TURN;

		private @Nullable Throwable thrown;

		void stopWith(StopReason reason) {
			this.stopReason = reason;
		}

		void failWith(@Nullable Throwable failure) {
			this.thrown = failure;
		}

		@ClaudeCached(name = "everything", volatility = "reference", trust = true)
		public Everything everything() {
			Map<String, List<Policy>> byTopic = new LinkedHashMap<>();
			byTopic.put("z", List.of(new Policy("z", next())));
			byTopic.put("a", List.of());
			return new Everything(null, true, Integer.MIN_VALUE, Long.MAX_VALUE, -0.0, new BigDecimal("1.10"),
					Kind.PUBLIC, Instant.parse("2026-01-01T00:00:00.123456789Z"),
					OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 1, ZoneOffset.ofHours(5)),
					ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("Europe/Paris")), Optional.of("text"),
					Optional.empty(), List.of(new Policy("a", 1)), Set.of(Kind.PUBLIC, Kind.INTERNAL), byTopic,
					new Box<>(new Box<>(new Policy("b", 2))), '"');
		}

		@ClaudeCached(name = "policies", volatility = "reference", trust = true)
		public List<Policy> policies() {
			return List.of(new Policy("a", next()), new Policy("b", 0));
		}

		@ClaudeCached(name = "by-topic", volatility = "reference", trust = true)
		public Map<Kind, List<Policy>> byTopic() {
			return Map.of(Kind.PUBLIC, List.of(new Policy("a", next())));
		}

		@ClaudeCached(name = "boxed", volatility = "reference", trust = true)
		public List<Box<Policy>> boxed() {
			return List.of(new Box<>(new Policy("a", next())));
		}

		@ClaudeCached(name = "kind", volatility = "reference", trust = true)
		public Kind kind() {
			return (next() > 0) ? Kind.PUBLIC : Kind.INTERNAL;
		}

		@ClaudeCached(name = "count", volatility = "reference", trust = true)
		public int count() {
			return next();
		}

		@ClaudeCached(name = "yes", volatility = "reference", trust = true)
		public boolean yes() {
			return true;
		}

		@ClaudeCached(name = "optional", volatility = "reference", trust = true)
		public Optional<Policy> optional() {
			return Optional.of(new Policy("a", next()));
		}

		@ClaudeCached(name = "optional-inside", volatility = "reference")
		public ClaudeAnswer<Optional<Policy>> optionalInside() {
			return ClaudeAnswer.complete(Optional.of(new Policy("a", next())));
		}

		@ClaudeCached(name = "bean", volatility = "reference", trust = true)
		public Bean bean() {
			Bean bean = new Bean();
			bean.setText("text " + next());
			return bean;
		}

		@ClaudeCached(name = "text", volatility = "reference", trust = true)
		public String text() {
			return "a \" \n \u0000 \ud83d\ude00 \u2028 " + next();
		}

		@ClaudeCached(name = "ordered", volatility = "reference", trust = true)
		public Set<String> ordered() {
			return new LinkedHashSet<>(List.of("z", "a", "m"));
		}

		@ClaudeCached(name = "mutable", volatility = "reference", trust = true)
		public List<String> mutable() {
			return new ArrayList<>(List.of("a"));
		}

		@ClaudeCached(name = "long-in-map", volatility = "reference", trust = true)
		public Map<String, Object> longInMap() {
			return Map.of("number", 1L);
		}

		@ClaudeCached(name = "partly-written", volatility = "reference", trust = true)
		public PartlyWritten partlyWritten() {
			return new PartlyWritten(1);
		}

		@ClaudeCached(name = "failing-to-write", volatility = "reference", trust = true)
		public FailingToWrite failingToWrite() {
			return new FailingToWrite(1);
		}

		@ClaudeCached(name = "without-constructor", volatility = "reference", trust = true)
		public WithoutConstructor withoutConstructor() {
			return new WithoutConstructor("text", 1);
		}

		@ClaudeCached(name = "null-text", volatility = "reference", trust = true)
		public @Nullable String nullText() {
			return null;
		}

		@ClaudeCached(name = "null-answer", volatility = "reference")
		public @Nullable ClaudeAnswer<String> nullAnswer() {
			return null;
		}

		@ClaudeCached(name = "null-optional", volatility = "reference", trust = true)
		public @Nullable Optional<String> nullOptional() {
			return null;
		}

		@ClaudeCached(name = "empty-optional", volatility = "reference", trust = true)
		public Optional<String> emptyOptional() {
			return Optional.empty();
		}

		@ClaudeCached(name = "blank-text", volatility = "reference", trust = true)
		public String blankText() {
			return " ";
		}

		@ClaudeCached(name = "empty-list", volatility = "reference", trust = true)
		public List<String> emptyList() {
			return Arrays.asList();
		}

		@ClaudeCached(name = "refused", volatility = "reference")
		public ClaudeAnswer<String> refused() {
			return ClaudeAnswer.of(null, StopReason.REFUSAL, "claude-x", Usage.of(3, 4));
		}

		@ClaudeCached(name = "stopped", volatility = "reference")
		public ClaudeAnswer<String> stopped() {
			return ClaudeAnswer.of("text", this.stopReason, "claude-x", Usage.of(3, 4));
		}

		@ClaudeCached(name = "late", volatility = "reference")
		public ClaudeAnswer<String> late() {
			return ClaudeAnswer.complete("text").tagged("late");
		}

		@ClaudeCached(name = "failing", volatility = "reference", trust = true)
		public String failing() throws IOException, InterruptedException {
			Throwable thrown = this.thrown;
			if (thrown instanceof IOException checked) {
				throw checked;
			}
			if (thrown instanceof InterruptedException interrupted) {
				throw interrupted;
			}
			if (thrown instanceof Error error) {
				throw error;
			}
			if (thrown instanceof RuntimeException unchecked) {
				throw unchecked;
			}
			return "answer";
		}

		private int next() {
			return this.calls.incrementAndGet();
		}

	}

}
