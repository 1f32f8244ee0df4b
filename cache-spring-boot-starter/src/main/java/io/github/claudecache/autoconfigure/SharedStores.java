package io.github.claudecache.autoconfigure;

import java.time.Duration;

import io.github.claudecache.audit.SharedAudit;
import io.github.claudecache.flight.FlightLeases;
import io.github.claudecache.semantic.QuestionJudge;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.store.AnswerStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes a store that several processes share, if the application has what it needs.
 */
interface SharedStores {

	/**
	 * Whether the application says itself where the store is, so that it is taken without
	 * being asked for.
	 */
	boolean configured();

	AnswerStore create();

	/**
	 * Leases for all processes that use a store, or {@code null} if none were asked for.
	 */
	@Nullable Leases leases(AnswerStore store);

	/**
	 * An index of questions for all processes that use a store, or {@code null} if this
	 * is not a store of theirs.
	 */
	@Nullable SemanticIndex index(AnswerStore store, IndexType type, QuestionJudge judge);

	/**
	 * Where all processes that use a store say what their audits found, or {@code null}
	 * if this is not a store of theirs.
	 * @param lifetime how long it is kept when nobody says anything any more
	 */
	@Nullable SharedAudit audits(AnswerStore store, Duration lifetime);

	/**
	 * Leases and their term.
	 */
	record Leases(FlightLeases leases, Duration term) {
	}

}
