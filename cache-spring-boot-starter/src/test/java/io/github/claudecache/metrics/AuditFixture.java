package io.github.claudecache.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.AuditSettings;
import io.github.claudecache.audit.Auditor;
import io.github.claudecache.audit.ServedHit;
import io.github.claudecache.flight.Patience;
import io.github.claudecache.reason.AuditVerdict;

/**
 * An auditor that audits everything at once.
 */
final class AuditFixture {

	private static final AuditSettings ALL = new AuditSettings(1, 1, 1, 1_000_000, 10, Duration.ofSeconds(30),
			Duration.ofHours(24), 0.02, 0.95, Duration.ofHours(1));

	private AuditFixture() {
	}

	static Auditor auditor() {
		return new Auditor(ALL, (cache) -> ALL,
				(answers) -> CompletableFuture.completedFuture(
						answers.served().equals(answers.fresh()) ? AuditVerdict.SAME : AuditVerdict.DIFFERENT),
				Runnable::run, Patience.system(), InstantSource.system(), (event) -> {
				});
	}

	static void audit(Auditor auditor, Outcome tier, String fresh, int times) {
		for (int i = 0; i < times; i++) {
			auditor.served(new ServedHit("faq", tier, "May I?", Payload.text("yes")),
					() -> CompletableFuture.completedFuture(AnswerDraft.complete(fresh)));
		}
	}

}
