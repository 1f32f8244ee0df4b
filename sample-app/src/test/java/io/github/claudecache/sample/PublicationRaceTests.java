package io.github.claudecache.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.claudecache.sample.HelpDeskDriver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Publishes a document again and again while many customers ask about it.
 */
@HelpDeskTest
class PublicationRaceTests {

	private static final int PUBLICATIONS = 60;

	private static final int CUSTOMERS = 8;

	private static final Pattern DAYS = Pattern.compile("\\(version (\\d+)\\).*within (\\d+) days");

	private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

	private final AtomicInteger published = new AtomicInteger();

	private final AtomicBoolean finished = new AtomicBoolean();

	private HelpDeskDriver helpDesk;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.helpDesk = new HelpDeskDriver(port);
	}

	@Test
	void noAnswerIsOlderThanWhatWasPublishedBeforeItWasAskedFor() throws Exception {
		Map<String, Integer> daysByVersion = new ConcurrentHashMap<>();
		publish(1, daysByVersion);
		ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < CUSTOMERS; i++) {
				String tenant = "race-" + (i % 2) + UUID.randomUUID();
				running.add(customers.submit(() -> askUntilFinished(tenant)));
			}
			for (int days = 2; days <= PUBLICATIONS; days++) {
				publish(days, daysByVersion);
				int enough = days * CUSTOMERS;
				while (this.asked.size() < enough && running.stream().noneMatch(Future::isDone)) {
					Thread.onSpinWait();
				}
			}
			this.finished.set(true);
			for (Future<?> each : running) {
				each.get();
			}
		}
		finally {
			this.finished.set(true);
			customers.shutdown();
		}
		assertThat(this.asked).hasSizeGreaterThan(300).allSatisfy((each) -> {
			assertThat(each.days()).isGreaterThanOrEqualTo(each.publishedBefore());
			assertThat(each.days()).as("text of version " + each.keyVersion())
				.isEqualTo(daysByVersion.get(each.keyVersion()));
			assertThat(each.textVersion()).isEqualTo(each.keyVersion());
		});
		assertThat(this.asked).extracting(Asked::outcome).contains("exact", "miss");
	}

	private void publish(int days, Map<String, Integer> daysByVersion) {
		String version = this.helpDesk.publish("returns", "You can get a refund within " + days + " days.");
		daysByVersion.put(version, days);
		this.published.set(days);
	}

	private void askUntilFinished(String tenant) {
		while (!this.finished.get()) {
			int before = this.published.get();
			Reply reply = this.helpDesk.ask("Can I get a refund?", tenant);
			Matcher matcher = DAYS.matcher(reply.answer());
			assertThat(matcher.find()).as(reply.answer()).isTrue();
			this.asked.add(new Asked(before, Integer.parseInt(matcher.group(2)), matcher.group(1),
					reply.version("returns"), reply.outcome()));
		}
	}

	private record Asked(int publishedBefore, int days, String textVersion, String keyVersion, String outcome) {
	}

}
