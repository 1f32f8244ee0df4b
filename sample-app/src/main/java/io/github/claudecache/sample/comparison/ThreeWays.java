package io.github.claudecache.sample.comparison;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.sample.desk.HelpDesk;
import io.github.claudecache.sample.desk.UncachedDesk;
import io.github.claudecache.sample.document.DocumentRetriever;
import io.github.claudecache.sample.model.ModelServer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Asks one question in three ways, side by side, and says which of the two caches gave
 * what is right now.
 * <p>
 * Right is what is said without a cache. The stand-in knows nothing but the request, so
 * that the same question about the same documents for the same shop has the same text: a
 * text that differs was made for another question, version, shop or language. Claude
 * words each answer anew, so a text of Claude's that differs decides nothing.
 * <p>
 * Safe for use by many threads.
 *
 * @since 0.1.0
 */
@Component
public class ThreeWays {

	private final HelpDesk helpDesk;

	private final UncachedDesk uncached;

	private final NaiveCache naiveCache;

	private final DocumentRetriever retriever;

	private final Executor executor;

	private final boolean repeatsItself;

	ThreeWays(HelpDesk helpDesk, UncachedDesk uncached, NaiveCache naiveCache, DocumentRetriever retriever,
			@Qualifier("applicationTaskExecutor") Executor executor, ObjectProvider<ModelServer> standIn) {
		this.helpDesk = helpDesk;
		this.uncached = uncached;
		this.naiveCache = naiveCache;
		this.retriever = retriever;
		this.executor = executor;
		this.repeatsItself = standIn.getIfAvailable() != null;
	}

	/**
	 * Asks a question in the three ways. Up to three calls of the model.
	 * @param question the question
	 * @param tenant the shop whose customer asks
	 * @param locale the language of the answer
	 * @return the three answers, or how the model failed, and which of them agree
	 * @throws io.github.claudecache.sample.document.DocumentSupersededException if the
	 * documents changed again and again while the question was being answered
	 */
	public Comparison compare(String question, TenantId tenant, Locale locale) {
		CompletableFuture<Attempt<Comparison.Fresh>> asking = start(() -> fresh(question, tenant, locale));
		CompletableFuture<Attempt<Comparison.Naive>> askingNaive = start(() -> this.naiveCache.answer(question,
				() -> this.uncached.ask(question, tenant, locale).answer().value()));
		Attempt<HelpDesk.Reply> cached = Attempt.of(() -> this.helpDesk.ask(question, tenant, locale));
		Attempt<Comparison.Fresh> fresh = result(asking);
		Attempt<Comparison.Naive> naive = result(askingNaive);
		String right = yardstick(fresh.value(), this.retriever.find(question));
		Comparison.Naive naiveAnswer = naive.value();
		HelpDesk.Reply reply = cached.value();
		return new Comparison(fresh, naive, agreement(right, (naiveAnswer != null) ? naiveAnswer.text() : null), cached,
				agreement(right, (reply != null) ? reply.answer().value() : null));
	}

	/**
	 * Lets the naive cache forget everything.
	 */
	public void forgetNaiveAnswers() {
		this.naiveCache.clear();
	}

	private Comparison.Fresh fresh(String question, TenantId tenant, Locale locale) {
		HelpDesk.Reply reply = this.uncached.ask(question, tenant, locale);
		ClaudeAnswer<String> answer = reply.answer();
		return new Comparison.Fresh(answer.value(), answer.stopReason().wireValue(), reply.documents());
	}

	// A refusal or half an answer is no measure of another, and neither is one from a
	// document that was replaced while the caches were being asked.
	private @Nullable String yardstick(Comparison.@Nullable Fresh fresh, List<DocumentRef> current) {
		if (fresh == null || !fresh.stopReason().equals(StopReason.END_TURN.wireValue())) {
			return null;
		}
		return fresh.documents().equals(current) ? fresh.text() : null;
	}

	private Agreement agreement(@Nullable String right, @Nullable String given) {
		if (right == null || given == null) {
			return Agreement.UNDECIDED;
		}
		if (right.equals(given)) {
			return Agreement.SAME;
		}
		return this.repeatsItself ? Agreement.DIFFERENT : Agreement.UNDECIDED;
	}

	private <T> CompletableFuture<Attempt<T>> start(Supplier<T> call) {
		return CompletableFuture.supplyAsync(() -> Attempt.of(call), this.executor);
	}

	private static <T> Attempt<T> result(CompletableFuture<Attempt<T>> attempt) {
		try {
			return attempt.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

}
