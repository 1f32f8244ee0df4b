package io.github.claudecache;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.MissReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MismatchWarningTests {

	private static final Fingerprint EXACT = new Fingerprint("0123456789abcdef".repeat(4));

	private final Logger logger = Logger.getLogger(MismatchWarning.class.getName());

	private final Recording recording = new Recording();

	private Instant now = Instant.parse("2026-01-05T08:00:00Z");

	private final MismatchWarning warning = new MismatchWarning(() -> this.now);

	@BeforeEach
	void listen() {
		this.logger.addHandler(this.recording);
	}

	@AfterEach
	void stopListening() {
		this.logger.removeHandler(this.recording);
	}

	@Test
	void oneMismatchInAMinuteIsLogged() {
		for (int i = 0; i < 1_000; i++) {
			miss(MissReason.IDENTITY_MISMATCH);
		}
		assertThat(this.recording.messages).singleElement().asString().contains(EXACT.value()).doesNotContain("acme");

		this.now = this.now.plusSeconds(59);
		miss(MissReason.IDENTITY_MISMATCH);
		assertThat(this.recording.messages).hasSize(1);

		this.now = this.now.plusSeconds(1);
		miss(MissReason.IDENTITY_MISMATCH);
		assertThat(this.recording.messages).hasSize(2);
	}

	@Test
	void otherMissesAreNotLogged() {
		for (MissReason reason : MissReason.values()) {
			if (reason != MissReason.IDENTITY_MISMATCH) {
				miss(reason);
			}
		}
		assertThat(this.recording.messages).isEmpty();
	}

	private void miss(MissReason reason) {
		this.warning.onEvent(new CacheEvent.Missed("faq", new TenantId("acme"), EXACT, reason));
	}

	/**
	 * Remembers what is logged.
	 */
	private static final class Recording extends Handler {

		private final List<String> messages = new ArrayList<>();

		@Override
		public void publish(LogRecord entry) {
			this.messages.add(entry.getMessage());
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
