package io.github.claudecache.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.Reason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.reason.SkipReason;
import io.github.claudecache.reason.VerificationOutcome;
import io.micrometer.common.docs.KeyName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/metrics.md} says what {@link ClaudeCacheMetrics} says. After a change write
 * it anew with {@code -Dclaudecache.docs.write=true}.
 */
class MetricsDocumentationTests {

	private static final Path PAGE = Path.of("..", "docs", "metrics.md");

	@Test
	void thePageIsWhatTheMetersAre() throws IOException {
		String page = page();
		if (Boolean.getBoolean("claudecache.docs.write")) {
			Files.writeString(PAGE, page);
		}
		assertThat(PAGE).as("Write it anew with -Dclaudecache.docs.write=true").content().isEqualTo(page);
	}

	private static String page() {
		StringBuilder page = new StringBuilder(
				"""
						# Meters

						<!-- Generated from ClaudeCacheMetrics by MetricsDocumentationTests. To change it, change the code and run
						     mvn -pl cache-spring-boot-starter -am test -Dtest=MetricsDocumentationTests -Dclaudecache.docs.write=true
						     -Dsurefire.failIfNoSpecifiedTests=false -->

						The meters exist when the application has a `MeterRegistry`. Each is registered when it is first needed. A label is
						never a tenant, a tag, a fingerprint or a text, so the number of meters depends on the configuration only. All
						numbers are of one node, but for those of the audit where nodes share a Redis.

						| meter | type | unit | labels | what it measures |
						|---|---|---|---|---|
						""");
		for (ClaudeCacheMetrics metric : ClaudeCacheMetrics.values()) {
			page.append("| `%s` | %s | %s | %s | %s |\n".formatted(metric.getName(), lower(metric.getType()),
					metric.getBaseUnit(),
					Arrays.stream(metric.getKeyNames())
						.map((label) -> "`" + label.asString() + "`")
						.collect(Collectors.joining(", ")),
					metric.description()));
		}
		page.append("\n## Labels\n\n| label | of | values |\n|---|---|---|\n");
		for (ClaudeCacheMetrics.Label label : ClaudeCacheMetrics.Label.values()) {
			page.append("| `%s` | %s | %s |\n".formatted(label.asString(), carriers(label), values(label)));
		}
		return page.toString();
	}

	private static String carriers(KeyName label) {
		return Arrays.stream(ClaudeCacheMetrics.values())
			.filter((metric) -> Arrays.asList(metric.getKeyNames()).contains(label))
			.map((metric) -> "`" + metric.getName() + "`")
			.collect(Collectors.joining(", "));
	}

	private static String values(ClaudeCacheMetrics.Label label) {
		return switch (label) {
			case CACHE -> "the name of the cache; `other` for all beyond 100 names";
			case LOOKUP_OUTCOME -> codes(Arrays.stream(Outcome.values()).map(Outcome::code));
			case MISS_REASON -> reasons(MissReason.values());
			case BYPASS_REASON -> reasons(BypassReason.values());
			case REFUSAL_REASON -> reasons(RefusalReason.values());
			case REFUSED_BY -> "the name of a guard, `score` if it was too low, `entry` if the answer was gone or void,"
					+ " `verifier` if it was not confirmed, `report` if somebody reported it, `judge-failed`; `other` for all beyond 50 of one cache";
			case VERIFICATION -> codes(Arrays.stream(VerificationOutcome.values()).map(VerificationOutcome::code));
			case FACTOR -> reasons(KeyFactor.values());
			case VOLATILITY -> "the name of the volatility class; `other` for all beyond 16 of one cache";
			case TOKEN_KIND -> codes(Arrays.stream(TokenKind.values()).map(TokenKind::code));
			case TIER -> codes(Stream.of(Outcome.EXACT, Outcome.SEMANTIC).map(Outcome::code));
			case VERDICT -> codes(Arrays.stream(AuditVerdict.values()).map(AuditVerdict::code));
			case SKIP_REASON -> codes(Arrays.stream(SkipReason.values()).map(SkipReason::code));
			case SCOPE -> codes(Arrays.stream(InvalidationEnd.values()).map(InvalidationEnd::scope).distinct());
			case INVALIDATION_OUTCOME ->
				codes(Arrays.stream(InvalidationEnd.values()).map(InvalidationEnd::outcome).distinct());
			case OPERATION -> codes(Arrays.stream(StoreOperation.values()).map(StoreOperation::code));
		};
	}

	private static String reasons(Reason[] reasons) {
		return codes(Arrays.stream(reasons).map(Reason::code));
	}

	private static String codes(Stream<String> codes) {
		return codes.map((code) -> "`" + code + "`").collect(Collectors.joining(", "));
	}

	private static String lower(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

}
