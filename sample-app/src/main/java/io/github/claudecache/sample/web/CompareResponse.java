package io.github.claudecache.sample.web;

import com.anthropic.errors.AnthropicException;
import io.github.claudecache.sample.comparison.Agreement;
import io.github.claudecache.sample.comparison.Attempt;
import io.github.claudecache.sample.comparison.Comparison;
import io.github.claudecache.sample.desk.HelpDesk;
import org.jspecify.annotations.Nullable;

/**
 * One question in three ways as it is sent.
 *
 * @param fresh without a cache
 * @param naive with the naive cache
 * @param cached as the help desk answers
 */
record CompareResponse(Way<Comparison.Fresh> fresh, Way<Comparison.Naive> naive, Way<AskResponse> cached) {

	static CompareResponse of(Comparison comparison) {
		Attempt<HelpDesk.Reply> cached = comparison.cached();
		HelpDesk.Reply reply = cached.value();
		return new CompareResponse(Way.of(comparison.fresh(), comparison.fresh().value(), null),
				Way.of(comparison.naive(), comparison.naive().value(), comparison.naiveAgrees()),
				Way.of(cached, (reply != null) ? AskResponse.of(reply, cached.tookMillis()) : null,
						comparison.cachedAgrees()));
	}

	/**
	 * One of the ways.
	 *
	 * @param <T> the type of the answer
	 * @param reply the answer; {@code null} if there is none
	 * @param problem why there is none; {@code null} if there is one
	 * @param agreement {@code same}, {@code different} or {@code undecided}: whether it
	 * says what is said without a cache; {@code null} for that itself
	 * @param tookMillis how long it took
	 */
	record Way<T>(@Nullable T reply, @Nullable String problem, @Nullable String agreement, long tookMillis) {

		static <T> Way<T> of(Attempt<?> attempt, @Nullable T reply, @Nullable Agreement agreement) {
			AnthropicException failure = attempt.failure();
			return new Way<>(reply, (failure != null) ? Problems.detail(failure) : null,
					(agreement != null) ? agreement.code() : null, attempt.tookMillis());
		}

	}

}
