package io.github.claudecache.sample;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.claudecache.sample.model.Behaviour;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console in a headless Chromium, on the whole help desk. Pictures of what was seen
 * are in {@code target/screenshots}.
 */
@HelpDeskTest
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_CLASS)
@TestPropertySource(properties = "claude.cache.audit.enabled=true")
class ConsoleTests {

	private static final String REFUND = "Can I get a refund?";

	private static final String IN_OTHER_WORDS = "Is it possible to get a refund?";

	private static final int WIDE = 1280;

	private static final int PHONE = 375;

	private static Browser browser;

	private Console console;

	private HelpDeskDriver helpDesk;

	@BeforeAll
	static void startBrowser(@LocalServerPort int port) {
		browser = Browser.start(port);
	}

	@AfterAll
	static void closeBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void open(@LocalServerPort int port) {
		this.console = new Console(browser);
		this.helpDesk = new HelpDeskDriver(port);
		this.helpDesk.behave("normal");
		this.helpDesk.send("POST", "/api/store", Map.of("state", "running"));
		this.helpDesk.send("DELETE", "/api/naive-cache", null);
		for (String tenant : List.of("acme", "globex")) {
			assertThat(this.helpDesk
				.send("POST", "/actuator/claudecachetags", Map.of("everything", "true", "tenant", tenant))
				.statusCode()).isEqualTo(200);
		}
		browser.open(WIDE, false);
	}

	// A refusal that the page asked for is a line in the browser's log as well.
	@AfterEach
	void nothingWasWrongAndNobodyElseWasAsked() {
		assertThat(browser.complaints()).allMatch((line) -> line.contains("status of 503"), "is a refusal");
		assertThat(browser.requests()).isNotEmpty()
			.allMatch((address) -> address.startsWith(browser.root()) || address.startsWith("data:"), "is our own");
	}

	@Test
	void theStaleAnswerPlaysAndPlaysAgain() {
		for (int i = 0; i < 2; i++) {
			this.console.play("stale");
			assertThat(this.console.isRed("naive")).isTrue();
			assertThat(this.console.agreement("naive")).isEqualTo("different");
			assertThat(this.console.outcome()).isEqualTo("miss");
			assertThat(this.console.agreement("cached")).isEqualTo("same");
			assertThat(this.console.answer("cached")).isEqualTo(this.console.answer("fresh"))
				.isNotEqualTo(this.console.answer("naive"));
			assertThat(browser.text("#story-end")).contains("still serves the old text").contains("is a miss");
			assertThat(browser.text("#fingerprint tr.changed")).contains("documents");
		}
		browser.screenshot("stale-answer");
	}

	@Test
	void theAnswerToAnotherQuestionPlaysAndPlaysAgain() {
		for (int i = 0; i < 2; i++) {
			this.console.play("false");
			assertThat(this.console.isRed("naive")).isTrue();
			assertThat(this.console.answer("naive")).doesNotContain("29 euros");
			assertThat(this.console.outcome()).isEqualTo("miss");
			assertThat(this.console.answer("cached")).contains("29 euros").isEqualTo(this.console.answer("fresh"));
			assertThat(browser.text("#ladder")).contains("veto", "entity");
			assertThat(browser.texts("#ladder .asked mark")).contains("Business");
			assertThat(browser.texts("#ladder .kept mark")).contains("Basic");
			assertThat(browser.text("#story-end")).contains("vetoes, because of “Basic” and “Business”");
		}
		browser.screenshot("answer-to-another-question");
	}

	@Test
	void whatIsMeasuredHasAnIntervalAndABudget() {
		assertThat(browser.text("#rate")).contains("budget 2 %");
		this.console.play("measure");
		assertThat(browser.text("#story-end")).contains("were wrong, which is between");
		assertThat(this.console.tile("wrong")).matches("[0-9.]+ %");
		assertThat(browser.has("#rate .band:not(.unknown)")).isTrue();
		assertThat(browser.has("#rate .point")).isTrue();
		assertThat(browser.has("#ages .column-bar")).isTrue();
		browser.screenshot("measured");
	}

	@Test
	void anotherTenantGetsItsOwnAnswerAndSeesItsOwnEntries() {
		this.console.ask(REFUND);
		browser.awaitText("#tags", "doc:returns");
		browser.choose("#tenant", "globex");
		browser.awaitText("#tags-title", "globex");
		browser.awaitText("#tags", "No live entries.");
		this.console.ask(REFUND);
		assertThat(this.console.outcome()).isEqualTo("miss");
		assertThat(this.console.answer("cached")).contains("of globex");
		assertThat(this.console.answer("naive")).contains("of acme");
		assertThat(this.console.isRed("naive")).isTrue();
		assertThat(browser.text("#fingerprint tr.changed")).contains("tenant", "globex");
		browser.screenshot("another-tenant");
		browser.choose("#locale", "de");
		this.console.ask(REFUND);
		assertThat(this.console.answer("cached")).startsWith("Aus");
		assertThat(this.console.isRed("naive")).isTrue();
	}

	@Test
	void anInvalidatedAnswerIsAMissAtTheNextAsk() {
		this.console.ask(REFUND);
		this.console.ask(REFUND);
		assertThat(this.console.outcome()).isEqualTo("exact");
		browser.click("[data-tag='doc:returns']");
		browser.awaitText("#tags-note", "doc:returns of acme: applied");
		browser.awaitText("#tags", "No live entries.");
		browser.screenshot("invalidated");
		this.console.ask(REFUND);
		assertThat(this.console.outcome()).isEqualTo("miss");
	}

	@Test
	void anAnswerThatIsReportedAsWrongIsNotGivenToThatQuestionAgain() {
		this.console.ask(REFUND);
		this.console.ask(IN_OTHER_WORDS);
		assertThat(this.console.outcome()).isEqualTo("semantic");
		String reported = browser.text("[data-tile=wrong]");
		browser.click("#report");
		browser.awaitText(".report", "is void on every node");
		Browser.await("the report is counted")
			.until(() -> browser.text("[data-tile=wrong]"),
					(shown) -> shown.contains("reported") && !shown.equals(reported));
		browser.screenshot("reported-as-wrong");
		this.console.ask(IN_OTHER_WORDS);
		assertThat(this.console.outcome()).isEqualTo("miss");
		this.console.ask(REFUND);
		this.console.ask(IN_OTHER_WORDS);
		assertThat(this.console.outcome()).as("it has an answer of its own").isEqualTo("exact");
	}

	@Test
	void whileTheStoreIsStoppedClaudeAnswersAndAfterwardsNothingIsStale() {
		this.console.ask(REFUND);
		browser.awaitText("#tags", "doc:returns");
		browser.click("#store-toggle");
		this.console.awaitTile("store", "degraded");
		this.console.ask(REFUND);
		assertThat(this.console.outcome()).isEqualTo("bypass");
		assertThat(this.console.agreement("cached")).isEqualTo("same");
		assertThat(browser.text("#ladder")).contains("store away");
		browser.click("[data-tag='doc:returns']");
		browser.awaitText("#tags-note", "Not applied (503)");
		browser.write("#text", "You can get a refund within 99 days of delivery.");
		browser.click("#publish button");
		browser.awaitText("#publish-note", "503");
		browser.screenshot("store-stopped");
		browser.click("#store-toggle");
		this.console.awaitTile("store", "serving");
		this.console.ask(REFUND);
		assertThat(this.console.outcome()).isEqualTo("miss");
		assertThat(this.console.answer("cached")).contains("99 days");
		this.console.ask(REFUND);
		assertThat(this.console.outcome()).isEqualTo("exact");
		assertThat(this.console.agreement("cached")).isEqualTo("same");
		browser.screenshot("store-recovered");
	}

	@Test
	void whenTheModelFailsWhatIsKeptIsStillServed() {
		this.console.ask(REFUND);
		browser.click("#model button:last-child");
		browser.awaitText("#model-note", "529");
		this.console.ask(REFUND);
		assertThat(this.console.answer("fresh")).contains("529");
		assertThat(this.console.outcome()).isEqualTo("exact");
		this.console.ask("How long does delivery take?");
		assertThat(this.console.outcome()).isEqualTo("error");
		browser.screenshot("model-fails");
	}

	@Test
	void eachBehaviourOfTheModelHasAButtonAndANote() {
		List<String> behaviours = Arrays.stream(Behaviour.values()).map(Behaviour::code).toList();
		assertThat(browser.texts("#model button")).containsExactlyInAnyOrderElementsOf(behaviours);
		Set<String> notes = new HashSet<>();
		for (int i = 1; i <= behaviours.size(); i++) {
			String button = "#model button:nth-child(" + i + ")";
			browser.click(button);
			browser.awaitAttribute(button, "aria-pressed", "true");
			notes.add(browser.text("#model-note"));
		}
		assertThat(notes).hasSameSizeAs(behaviours).doesNotContain("");
	}

	@Test
	void theNaiveCacheKeepsARefusalAndThisOneDoesNot() {
		browser.click("#model button:nth-child(3)");
		browser.awaitText("#model-note", "Refusals");
		this.console.ask(REFUND);
		browser.click("#model button:first-child");
		browser.awaitText("#model-note", "Complete answers.");
		this.console.ask(REFUND);
		assertThat(this.console.answer("naive")).contains("I can't help");
		assertThat(this.console.isRed("naive")).isTrue();
		assertThat(this.console.answer("cached")).contains("refund");
	}

	@Test
	void anAnswerIsShownAsItIsWritten() {
		browser.write("#question", "How long does delivery take to arrive?");
		browser.click("#stream-button");
		browser.awaitText("#stream-note", "First words after");
		assertThat(browser.text("#stream-text")).startsWith("From “shipping”");
		browser.screenshot("streamed");
	}

	@Test
	void aStreamThatBreaksOffIsNotShownAsAnAnswer() {
		browser.click("#model button:nth-child(5)");
		browser.awaitText("#model-note", "The connection breaks");
		browser.write("#question", "How long does delivery take to the islands?");
		browser.click("#stream-button");
		browser.awaitText("#stream-note", "The answer broke off.");
		assertThat(browser.text("#stream-text")).startsWith("From “shipping”").doesNotEndWith(".");
		browser.click("#model button:first-child");
		browser.awaitText("#model-note", "Complete answers.");
	}

	@Test
	void theKeyboardIsEnough() {
		browser.press(Keys.TAB);
		assertThat(browser.focusIsVisible()).isTrue();
		for (int i = 0; i < 10 && !browser.focused().equals("question"); i++) {
			browser.press(Keys.TAB);
		}
		assertThat(browser.focused()).isEqualTo("question");
		assertThat(browser.focusIsVisible()).isTrue();
		browser.press(Keys.chord(Keys.CONTROL, "a"));
		browser.press("How long does delivery take?");
		this.console.awaitAnswerTo(() -> browser.press(Keys.ENTER));
		assertThat(this.console.outcome()).isEqualTo("miss");
		assertThat(this.console.answer("cached")).contains("working days");
		assertThat(browser.focused()).isEqualTo("question");
	}

	@ParameterizedTest
	@CsvSource({ WIDE + ",false", WIDE + ",true", PHONE + ",false", PHONE + ",true" })
	void inEachWidthAndColourEverythingFits(int width, boolean dark) {
		String suffix = "-" + width + (dark ? "-dark" : "-light");
		browser.open(width, dark);
		assertThat(browser.overflow()).isZero();
		browser.screenshot("start" + suffix);
		this.console.play("false");
		browser.click("summary");
		assertThat(browser.overflow()).isZero();
		browser.screenshot("scenario" + suffix);
		browser.click("#store-toggle");
		this.console.awaitTile("store", "degraded");
		this.console.ask("0123456789".repeat(30));
		assertThat(browser.overflow()).isZero();
		browser.screenshot("stopped" + suffix);
	}

}
