package io.github.claudecache;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.freshness.Invalidation;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.freshness.TagInvalidationService;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.jspecify.annotations.Nullable;

/**
 * The one door to the cache of Claude's answers. Safe for use by many threads.
 * <p>
 * Trouble of the cache never reaches a reader: when the store is away, a key cannot be
 * made or a listener fails, Claude is asked and the trouble is counted. A failed
 * invalidation always reaches its caller.
 *
 * @since 0.1.0
 */
public interface ClaudeCache {

	/**
	 * Starts to build a cache.
	 * @return a builder
	 */
	static ClaudeCacheBuilder builder() {
		return new ClaudeCacheBuilder();
	}

	/**
	 * Looks a request up. Waits while another caller is asking Claude the same, but not
	 * longer than the limit for waiting, and for at most three such callers in a row.
	 * <p>
	 * A {@link Ticket} must be completed, failed or abandoned, since others may wait for
	 * it. The sources of the answer must be read after this method has returned.
	 * <p>
	 * If two callers in a row failed to get this answer while this one waited, what the
	 * second one's call threw is thrown here, so that a failing model is not asked once
	 * by every waiting caller.
	 * @param request the request
	 * @return the answer, or the ticket to fetch it
	 * @throws IllegalArgumentException if there is no cache of the request's name
	 */
	Lookup open(ClaudeRequest request);

	/**
	 * As {@link #open}, without blocking.
	 * @param request the request
	 * @param inTransaction whether the caller is inside a transaction that the calling
	 * thread does not show: its answer will not be kept
	 * @return the answer or the ticket; completes exceptionally only with what the call
	 * of another caller threw
	 * @throws IllegalArgumentException if there is no cache of the request's name
	 */
	CompletableFuture<Lookup> openAsync(ClaudeRequest request, boolean inTransaction);

	/**
	 * A ticket for a request that has no key, so that it is counted like any other. The
	 * answer will not be kept.
	 * @param cache the name of the cache that would have been asked
	 * @param reason why there is no key
	 * @return a ticket
	 * @throws IllegalArgumentException if there is no cache of the name
	 */
	Ticket bypass(String cache, BypassReason reason);

	/**
	 * Answers a request: from the cache if that is right, else by asking Claude, once for
	 * all callers that ask the same at the same time.
	 * @param <T> the type of the value
	 * @param <E> what the call may throw
	 * @param request the request
	 * @param codec how the value is kept
	 * @param call asks Claude, on the calling thread
	 * @return the answer with its provenance
	 * @throws E what the call threw, or what another caller's call threw; see
	 * {@link #open}
	 * @throws IllegalArgumentException if there is no cache of the request's name
	 */
	<T, E extends Throwable> ClaudeAnswer<T> answer(ClaudeRequest request, AnswerCodec<T> codec, AnswerCall<T, E> call)
			throws E;

	/**
	 * As {@link #answer(ClaudeRequest, AnswerCodec, AnswerCall)}, for answers that are
	 * text.
	 * @param <E> what the call may throw
	 * @param request the request
	 * @param call asks Claude, on the calling thread
	 * @return the answer with its provenance
	 * @throws E what the call threw, or what another caller's call threw
	 */
	default <E extends Throwable> ClaudeAnswer<String> answer(ClaudeRequest request, AnswerCall<String, E> call)
			throws E {
		return answer(request, AnswerCodec.text(), call);
	}

	/**
	 * As {@link #answer(ClaudeRequest, AnswerCodec, AnswerCall)}, without blocking.
	 * Cancelling the returned future does not cancel the call: others may wait for it,
	 * and its answer is kept.
	 * @param <T> the type of the value
	 * @param request the request
	 * @param codec how the value is kept
	 * @param call asks Claude; called on the calling thread if nobody has to be waited
	 * for, else on the cache's executor. One whose caller sees the answer before the
	 * stage has it is an {@link AwaitedStage}
	 * @return the answer with its provenance
	 * @throws IllegalArgumentException if there is no cache of the request's name
	 */
	<T> CompletableFuture<ClaudeAnswer<T>> answerAsync(ClaudeRequest request, AnswerCodec<T> codec,
			Supplier<? extends CompletionStage<ClaudeAnswer<T>>> call);

	/**
	 * As {@link #answerAsync(ClaudeRequest, AnswerCodec, Supplier)}, for callers whose
	 * transaction is not bound to the calling thread.
	 * @param <T> the type of the value
	 * @param request the request
	 * @param codec how the value is kept
	 * @param inTransaction whether the caller is inside a transaction that the calling
	 * thread does not show: its answer will not be kept
	 * @param call asks Claude; called on the calling thread if nobody has to be waited
	 * for, else on the cache's executor. One whose caller sees the answer before the
	 * stage has it is an {@link AwaitedStage}
	 * @return the answer with its provenance
	 * @throws IllegalArgumentException if there is no cache of the request's name
	 */
	<T> CompletableFuture<ClaudeAnswer<T>> answerAsync(ClaudeRequest request, AnswerCodec<T> codec,
			boolean inTransaction, Supplier<? extends CompletionStage<ClaudeAnswer<T>>> call);

	/**
	 * Shows the audit an answer that was served by {@link #open}, with a way to ask for
	 * it again; {@link #answer} and {@link #answerAsync} do so by themselves for calls
	 * that are repeatable. The audit draws some of them, see
	 * {@link io.github.claudecache.audit.HitAudit}. Never blocks or throws.
	 * @param request the request
	 * @param hit the answer
	 * @param said gives what the answer says, in the form of the fresh one
	 * @param again asks Claude the same again, on a thread of the audit
	 */
	void audit(ClaudeRequest request, Hit hit, Supplier<Payload> said, HitAudit.FreshCall again);

	/**
	 * Says what the cache would do with a request now, and why.
	 * @param request the request
	 * @return the explanation
	 * @throws IllegalArgumentException if there is no cache of the request's name
	 */
	Explanation explain(ClaudeRequest request);

	/**
	 * Says what would be served for a question by its wording, in each of the scopes of
	 * which a tenant has entries. For people: nothing is stored, served, counted or asked
	 * of a verifier.
	 * @param cache the name of the cache
	 * @param tenant the tenant
	 * @param question the question
	 * @return an explanation for each scope, at most twenty; empty if there are no
	 * entries, or if the cache does not answer other wordings
	 * @throws IllegalArgumentException if there is no cache of the name
	 * @throws RuntimeException if the store cannot be read
	 */
	List<ScopeExplanation> explain(String cache, TenantId tenant, String question);

	/**
	 * Voids answers by their tags.
	 * @return the service behind this cache
	 */
	TagInvalidationService invalidation();

	/**
	 * Voids every answer of one tenant that carries any of the tags; see
	 * {@link TagInvalidationService}.
	 * @param tenant the tenant
	 * @param tags the tags
	 * @return what was done
	 * @throws InvalidationFailedException if it could not be applied
	 * @throws IllegalArgumentException if a text is not a valid tag, or there is none
	 */
	default Invalidation invalidate(TenantId tenant, String... tags) {
		return invalidation().invalidate(tenant, Arrays.stream(tags).map(Tag::new).toList());
	}

	/**
	 * Takes the report that a served answer was wrong. Its entry is void when this
	 * returns, on every node, as if it had been invalidated. If it was served for another
	 * wording, the pair is remembered for a year: whatever is kept under the entry's key
	 * later is not served for that question again.
	 * @param tenant whose answer it was
	 * @param entry the exact fingerprint of the entry that was served: that of the
	 * provenance, or the source of its match if there is one
	 * @param asked the exact fingerprint of the question, as in the provenance;
	 * {@code null} if the entry is that of the question itself
	 * @return what was done; empty if there is no such entry
	 * @throws InvalidationFailedException if it could not be done, or it is not known
	 * whether it was
	 */
	Optional<Invalidation> report(TenantId tenant, Fingerprint entry, @Nullable Fingerprint asked);

	/**
	 * The named caches.
	 * @return the definitions, in the order in which they were added
	 */
	Collection<CacheDefinition> definitions();

	/**
	 * Adds a named cache. Adding an equal one again does nothing; one that is equal but
	 * for {@link io.github.claudecache.request.Semantic#GUARDED} turns its semantic tier
	 * on.
	 * @param definition the definition
	 * @throws IllegalArgumentException if there is another cache of that name with other
	 * settings
	 */
	void define(CacheDefinition definition);

}
