package io.github.claudecache.sample.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the console draws that no endpoint tells: settings.
 */
@RestController
class ConsoleController {

	private final Settings settings;

	ConsoleController(@Value("${claude.cache.audit.budget}") double budget,
			@Value("${helpdesk.naive-cache.threshold}") double threshold) {
		this.settings = new Settings(budget, threshold);
	}

	@GetMapping("/api/console")
	Settings settings() {
		return this.settings;
	}

	/**
	 * Settings.
	 *
	 * @param errorBudget the share of wrong answers that the cache may serve, from 0 to 1
	 * @param naiveThreshold the cosine from which the naive cache serves an answer
	 */
	record Settings(double errorBudget, double naiveThreshold) {
	}

}
