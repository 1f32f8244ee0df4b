package io.github.claudecache.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationScope;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.AuditVerdict;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.reason.SkipReason;
import io.github.claudecache.reason.VerificationOutcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the dashboard and the alert rules ask for is there when a running application
 * is scraped: meters, labels, and the values of labels.
 */
@HelpDeskTest
@TestPropertySource(properties = "claude.cache.audit.enabled=true")
class DashboardTests {

	private static final Path DASHBOARDS = Path.of("..", "dashboards");

	private static final Pattern SELECTOR = Pattern.compile("(claude_cache_\\w+)(?:\\{([^}]*)})?");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*=~?\\s*\"([^\"]*)\"");

	private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");

	private static final Pattern SAMPLE = Pattern.compile("(claude_cache_\\w+)(?:\\{([^}]*)})? \\S+");

	// Every scraped sample has them, or only its buckets do.
	private static final Set<String> OF_PROMETHEUS = Set.of("instance", "le");

	@Autowired
	private List<ClaudeCacheListener> listeners;

	@LocalServerPort
	private int port;

	private final Map<String, Map<String, Set<String>>> scraped = new TreeMap<>();

	@BeforeEach
	void scrape() {
		everythingThatHappens((event) -> this.listeners.forEach((listener) -> listener.onEvent(event)));
		String text = RestClient.create("http://localhost:" + this.port + "/actuator/prometheus")
			.get()
			.retrieve()
			.body(String.class);
		assertThat(text).isNotNull();
		text.lines().map(SAMPLE::matcher).filter(Matcher::matches).forEach((sample) -> {
			Map<String, Set<String>> labels = this.scraped.computeIfAbsent(sample.group(1), (any) -> new HashMap<>());
			if (sample.group(2) != null) {
				Matcher label = MATCHER.matcher(sample.group(2));
				while (label.find()) {
					labels.computeIfAbsent(label.group(1), (any) -> new HashSet<>()).add(label.group(2));
				}
			}
		});
	}

	@Test
	void theDashboardAsksForWhatIsThere() throws IOException {
		JsonNode dashboard = JsonMapper.builder()
			.build()
			.readTree(Files.readString(DASHBOARDS.resolve("claude-cache.json")));
		List<String> expressions = new ArrayList<>();
		dashboard.get("panels")
			.forEach((panel) -> panel.path("targets")
				.forEach((target) -> expressions.add(target.get("expr").stringValue())));
		assertThat(expressions).hasSizeGreaterThan(20).allSatisfy(this::isThere);
		assertThat(shown(expressions)).as("every meter is shown")
			.containsAll(this.scraped.keySet()
				.stream()
				.map((name) -> name.replaceAll("_(bucket|count|sum|max)$", ""))
				.toList());
	}

	@Test
	@SuppressWarnings("unchecked") // YAML has no types
	void theAlertsAskForWhatIsThere() throws IOException {
		Map<String, Object> file = new Yaml().load(Files.readString(DASHBOARDS.resolve("claude-cache-alerts.yaml")));
		List<Map<String, Object>> groups = (List<Map<String, Object>>) file.get("groups");
		List<Map<String, Object>> rules = (List<Map<String, Object>>) groups.get(0).get("rules");
		assertThat(rules).hasSizeGreaterThan(5).allSatisfy((rule) -> {
			isThere((String) rule.get("expr"));
			Map<String, String> annotations = (Map<String, String>) rule.get("annotations");
			Matcher page = Pattern.compile("docs/[a-z-]+\\.md").matcher(annotations.get("description"));
			assertThat(page.find()).as("names a page").isTrue();
			assertThat(Path.of("..").resolve(page.group())).exists();
		});
	}

	private void isThere(String expression) {
		Matcher selector = SELECTOR.matcher(expression);
		boolean any = false;
		while (selector.find()) {
			any = true;
			String meter = selector.group(1);
			assertThat(this.scraped).as(expression).containsKey(meter);
			if (selector.group(2) != null) {
				Matcher matcher = MATCHER.matcher(selector.group(2));
				while (matcher.find()) {
					assertThat(this.scraped.get(meter)).as(expression).containsKey(matcher.group(1));
					if (!matcher.group(2).startsWith("$")) {
						assertThat(this.scraped.get(meter).get(matcher.group(1))).as(expression)
							.contains(matcher.group(2).split("\\|"));
					}
				}
			}
			Matcher by = BY.matcher(expression);
			while (by.find()) {
				for (String label : by.group(1).split(",")) {
					assertThat(
							OF_PROMETHEUS.contains(label.strip()) || this.scraped.get(meter).containsKey(label.strip()))
						.as("%s has %s", expression, label)
						.isTrue();
				}
			}
		}
		assertThat(any).as(expression).isTrue();
	}

	private static Set<String> shown(List<String> expressions) {
		Set<String> shown = new HashSet<>();
		for (String expression : expressions) {
			Matcher selector = SELECTOR.matcher(expression);
			while (selector.find()) {
				shown.add(selector.group(1).replaceAll("_(bucket|count|sum|max)$", ""));
			}
		}
		return shown;
	}

	private static void everythingThatHappens(Consumer<CacheEvent> listener) {
		TenantId tenant = new TenantId("acme");
		Fingerprint fingerprint = new Fingerprint("0".repeat(64));
		VolatilityClass reference = new VolatilityClass("reference", Duration.ofHours(24), 0);
		for (Outcome tier : List.of(Outcome.EXACT, Outcome.SEMANTIC)) {
			listener.accept(new CacheEvent.Served("faq", tenant, fingerprint, tier, Duration.ofHours(1), reference,
					new Usage(1, 1, 1, 1), "claude-haiku-4-5"));
			listener.accept(new CacheEvent.Shadowed("faq", tier));
			listener.accept(new CacheEvent.Reported("faq", tenant, fingerprint, tier));
			for (AuditVerdict verdict : AuditVerdict.values()) {
				listener.accept(new CacheEvent.Audited("faq", tier, verdict, new Usage(1, 1, 1, 1)));
			}
			for (SkipReason reason : SkipReason.values()) {
				listener.accept(new CacheEvent.AuditSkipped("faq", tier, reason, Usage.NONE));
			}
		}
		listener.accept(new CacheEvent.UndeclaredFactor("faq", KeyFactor.SYSTEM));
		for (MissReason reason : MissReason.values()) {
			listener.accept(new CacheEvent.Missed("faq", tenant, fingerprint, reason));
		}
		for (BypassReason reason : BypassReason.values()) {
			listener.accept(new CacheEvent.Bypassed("faq", reason));
		}
		for (RefusalReason reason : RefusalReason.values()) {
			listener.accept(new CacheEvent.NotStored("faq", reason));
		}
		for (VerificationOutcome outcome : VerificationOutcome.values()) {
			listener.accept(new CacheEvent.CandidateVerified("faq", outcome));
		}
		for (CacheEvent.StoreFailed.Operation operation : CacheEvent.StoreFailed.Operation.values()) {
			listener.accept(new CacheEvent.StoreFailed(operation, new IllegalStateException("away")));
		}
		listener.accept(new CacheEvent.CandidateRefused("faq", CacheEvent.CandidateRefused.SCORE));
		listener.accept(new CacheEvent.Stored("faq", tenant, fingerprint));
		InvalidationScope scope = InvalidationScope.of(tenant);
		listener.accept(new CacheEvent.Invalidated(new Invalidation(Invalidation.Status.APPLIED, scope,
				Set.of(new Tag("a")), Instant.parse("2026-11-23T10:00:00Z").toEpochMilli(), 1, false,
				Invalidation.NO_REPLICAS_ASKED)));
		listener.accept(new CacheEvent.InvalidationFailed(scope, new IllegalStateException("away")));
	}

}
