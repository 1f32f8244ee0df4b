package io.github.claudecache.sample;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console in a browser, in the words of somebody who uses it.
 */
final class Console {

	private final Browser browser;

	Console(Browser browser) {
		this.browser = browser;
	}

	void ask(String question) {
		this.browser.write("#question", question);
		awaitAnswerTo(() -> this.browser.click("#ask-button"));
	}

	/**
	 * Does something and waits until the three columns show the answers to it.
	 */
	void awaitAnswerTo(Runnable action) {
		String before = this.browser.attribute("#columns", "data-answers");
		action.run();
		Browser.await("there is another answer")
			.until(() -> this.browser.attribute("#columns", "data-answers"),
					(answers) -> answers != null && !answers.equals(before));
	}

	/**
	 * Plays a scenario to its end.
	 */
	void play(String scenario) {
		this.browser.click("#play-" + scenario);
		Browser.await("the scenario has ended")
			.atMost(Duration.ofMinutes(4))
			.until(() -> this.browser.attribute("#story", "data-state"), (state) -> !"running".equals(state));
		assertThat(this.browser.attribute("#story", "data-state")).as(this.browser.text("#story")).isEqualTo("done");
	}

	/**
	 * The outcome of this cache.
	 */
	String outcome() {
		return this.browser.attribute("#cached", "data-state");
	}

	String answer(String column) {
		return this.browser.text("#" + column + " .answer");
	}

	/**
	 * Whether a column says what is said without a cache.
	 */
	String agreement(String column) {
		return this.browser.attribute("#" + column, "data-agreement");
	}

	boolean isRed(String column) {
		return this.browser.has("#" + column + ".wrong");
	}

	String tile(String name) {
		return this.browser.text("[data-tile=" + name + "] dd");
	}

	void awaitTile(String name, String value) {
		this.browser.awaitText("[data-tile=" + name + "] dd", value);
	}

}
