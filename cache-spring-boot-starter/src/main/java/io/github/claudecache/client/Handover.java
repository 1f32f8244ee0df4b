package io.github.claudecache.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.recording.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Hands the answer of one call in, to the cache or to the recording of the method that
 * made the call. The caller has its answer already, so nothing here waits. The first call
 * wins. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class Handover {

	private static final Set<StopReason> ENDED = EnumSet.of(StopReason.END_TURN, StopReason.STOP_SEQUENCE,
			StopReason.MAX_TOKENS, StopReason.MODEL_CONTEXT_WINDOW_EXCEEDED, StopReason.REFUSAL);

	private final @Nullable Ticket ticket;

	private final Recording.@Nullable Call recorded;

	private final @Nullable CompletableFuture<AnswerDraft> taken;

	/**
	 * Creates the handover of a call that asked the cache.
	 * @param ticket the ticket of the call
	 */
	public Handover(Ticket ticket) {
		this(ticket, null, null);
	}

	/**
	 * Creates the handover of a call that an annotated method makes.
	 * @param recorded is told what comes back
	 */
	public Handover(Recording.Call recorded) {
		this(null, recorded, null);
	}

	/**
	 * Creates the handover of a call of the audit.
	 * @param taken is completed with the answer, complete or not; exceptionally if there
	 * is none
	 */
	public Handover(CompletableFuture<AnswerDraft> taken) {
		this(null, null, taken);
	}

	private Handover(@Nullable Ticket ticket, Recording.@Nullable Call recorded,
			@Nullable CompletableFuture<AnswerDraft> taken) {
		this.ticket = ticket;
		this.recorded = recorded;
		this.taken = taken;
	}

	/**
	 * Whether a turn has ended. One that goes on belongs to its caller: whoever shares it
	 * would run its tools or use its container a second time.
	 * @param stopReason why Claude stopped
	 * @return whether others may have the answer too
	 */
	public static boolean ended(StopReason stopReason) {
		return ENDED.contains(stopReason);
	}

	/**
	 * Claude gave an answer.
	 * @param draft the answer
	 * @param hasContent whether there is anything to read in it
	 */
	public void give(AnswerDraft draft, boolean hasContent) {
		if (this.recorded != null) {
			this.recorded.received(draft.stopReason(), draft.model(), draft.usage(), draft.serverToolsUsed());
		}
		if (this.taken != null) {
			this.taken.complete(draft);
		}
		if (!ended(draft.stopReason())) {
			refuse(RefusalReason.STOP_REASON);
		}
		else if (!hasContent) {
			refuse(RefusalReason.EMPTY);
		}
		else if (this.ticket != null) {
			this.ticket.completeAsync(draft, List.of());
		}
	}

	/**
	 * Whether the answer is only looked at: it need not have a form in which it is kept.
	 * @return {@code false} if the cache wants it
	 */
	public boolean looksOnly() {
		return this.recorded != null;
	}

	/**
	 * The answer is not one to keep or to hand on.
	 * @param reason why
	 */
	public void refuse(RefusalReason reason) {
		nothing(reason.code());
		if (this.ticket != null) {
			this.ticket.refuse(reason);
		}
	}

	/**
	 * There is no answer, or not all of it.
	 */
	public void abandon() {
		nothing("not all of it");
		if (this.ticket != null) {
			this.ticket.abandon();
		}
	}

	/**
	 * The call failed. Those who wait for it are only told of a failure that is theirs
	 * too: a broken connection, but neither that this caller was interrupted nor that its
	 * own time was up, nor an error status, which may come from its credentials or
	 * limits.
	 * @param error what the call threw
	 */
	public void fail(Throwable error) {
		if (this.taken != null) {
			this.taken.completeExceptionally(error);
		}
		if (this.ticket != null && isShared(error)) {
			this.ticket.fail(new SharedFailure(error));
		}
		else {
			abandon();
		}
	}

	private void nothing(String why) {
		if (this.taken != null) {
			this.taken.completeExceptionally(new IllegalStateException("There is no answer: " + why));
		}
	}

	private static boolean isShared(Throwable error) {
		boolean ofConnection = false;
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof InterruptedException || cause instanceof CancellationException
					|| cause instanceof InterruptedIOException || cause instanceof HttpTimeoutException
					|| cause instanceof TimeoutException || "Canceled".equals(cause.getMessage())) {
				return false;
			}
			ofConnection |= cause instanceof IOException;
		}
		return ofConnection;
	}

}
