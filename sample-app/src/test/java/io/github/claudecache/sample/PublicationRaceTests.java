package io.github.claudecache.sample;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Publishes a document again and again while many customers ask about it.
 */
@HelpDeskTest
class PublicationRaceTests {

	@Test
	void noAnswerIsOlderThanWhatWasPublishedBeforeItWasAskedFor(@LocalServerPort int port) throws Exception {
		PublicationRace race = new PublicationRace(new HelpDeskDriver(port));
		race.run();
		race.assertNothingWasStale();
	}

}
