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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Publishes a document again and again, at one help desk after the other, while many
 * customers ask all of them about it.
 */
final class PublicationRace {

	private static final int PUBLICATIONS = 60;

	private static final int CUSTOMERS = 8;

	private static final Pattern DAYS = Pattern.compile("\\(version (\\d+)\\).*within (\\d+) days");

	private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

	private final Map<String, Integer> daysByVersion = new ConcurrentHashMap<>();

	private final AtomicInteger published = new AtomicInteger();

	private final AtomicBoolean finished = new AtomicBoolean();

	// Two, so that several customers ask the same, each of them at every help desk.
	private final List<String> tenants = List.of("race-" + UUID.randomUUID(), "race-" + UUID.randomUUID());

	private final List<HelpDeskDriver> helpDesks;

	PublicationRace(HelpDeskDriver... helpDesks) {
		this.helpDesks = List.of(helpDesks);
	}

	void run() throws Exception {
		publish(1);
		ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < CUSTOMERS; i++) {
				HelpDeskDriver helpDesk = helpDesk(i);
				String tenant = this.tenants.get(i / this.helpDesks.size() % this.tenants.size());
				running.add(customers.submit(() -> askUntilFinished(helpDesk, tenant)));
			}
			for (int days = 2; days <= PUBLICATIONS; days++) {
				publish(days);
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
	}

	/**
	 * No answer is older than what was published before it was asked for.
	 */
	void assertNothingWasStale() {
		assertThat(this.asked).hasSizeGreaterThan(300).allSatisfy((each) -> {
			assertThat(each.days()).isGreaterThanOrEqualTo(each.publishedBefore());
			assertThat(each.days()).as("text of version " + each.keyVersion())
				.isEqualTo(this.daysByVersion.get(each.keyVersion()));
			assertThat(each.textVersion()).isEqualTo(each.keyVersion());
		});
		assertThat(this.asked).extracting(Asked::outcome).contains("exact", "miss");
	}

	private void publish(int days) {
		String version = helpDesk(days).publish("returns", "You can get a refund within " + days + " days.");
		this.daysByVersion.put(version, days);
		this.published.set(days);
	}

	private void askUntilFinished(HelpDeskDriver helpDesk, String tenant) {
		while (!this.finished.get()) {
			int before = this.published.get();
			Reply reply = helpDesk.askUntilAnswered(Map.of("question", "Can I get a refund?", "tenant", tenant));
			Matcher matcher = DAYS.matcher(reply.answer());
			assertThat(matcher.find()).as(reply.answer()).isTrue();
			this.asked.add(new Asked(before, Integer.parseInt(matcher.group(2)), matcher.group(1),
					reply.version("returns"), reply.outcome()));
		}
	}

	private HelpDeskDriver helpDesk(int index) {
		return this.helpDesks.get(index % this.helpDesks.size());
	}

	private record Asked(int publishedBefore, int days, String textVersion, String keyVersion, String outcome) {
	}

}
