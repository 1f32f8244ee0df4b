package io.github.claudecache.audit;

import io.github.claudecache.reason.BudgetState;

/**
 * What the audit knows of a cache now, within its window: of all processes that share
 * their audits, as of the last exchange, else of this one.
 *
 * @param exact what was counted of exact hits; a different answer means that the served
 * one was stale
 * @param semantic what was counted of hits by another wording; a different answer means
 * that the served one was for another question, or stale
 * @param rate the share of wrong answers among all that were served
 * @param reported how many answers were reported as wrong by somebody; they are not in
 * the rate, because nobody reports the right ones
 * @param state whether the error budget lets answers to other wordings be served
 * @since 0.1.0
 */
public record AuditFigures(Tally exact, Tally semantic, WrongRate rate, long reported, BudgetState state) {
}
