package io.github.claudecache.client;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.HitAudit;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.reason.RefusalReason;
import io.github.claudecache.request.ClaudeRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The cache as an adapter asks it: trouble of the cache is said once in the log and never
 * reaches the caller. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class ClientCache {

	private static final Log logger = LogFactory.getLog(ClientCache.class);

	// The names come from calls, so there may be any number of them.
	private static final int MAX_WARNINGS = 100;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private final Supplier<ClaudeCache> cache;

	/**
	 * Creates the view of an adapter.
	 * @param cache the cache; asked for whenever it is needed
	 */
	public ClientCache(Supplier<ClaudeCache> cache) {
		this.cache = cache;
	}

	/**
	 * Looks a request up, on the calling thread.
	 * @param request the request
	 * @return the answer or the ticket; {@code null} if the cache is in trouble. What the
	 * call of another caller threw, for which this one waited, is thrown as it is
	 */
	public @Nullable Lookup open(ClaudeRequest request) {
		try {
			return this.cache.get().open(request);
		}
		catch (SharedFailure ex) {
			throw SharedFailure.<RuntimeException>rethrow(ex.original());
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			warn(request.cache(), ex);
			return null;
		}
	}

	/**
	 * Looks a request up, without blocking.
	 * @param request the request
	 * @param inTransaction whether the caller is inside a transaction that the calling
	 * thread does not show
	 * @return the answer or the ticket; {@code null} if the cache is in trouble.
	 * Completes exceptionally only with what the call of another caller threw
	 */
	public CompletableFuture<@Nullable Lookup> openAsync(ClaudeRequest request, boolean inTransaction) {
		CompletableFuture<Lookup> opened;
		try {
			opened = this.cache.get().openAsync(request, inTransaction);
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			opened = CompletableFuture.failedFuture(ex);
		}
		return opened.handle((lookup, error) -> {
			Throwable cause = (error != null) ? unwrap(error) : null;
			if (cause instanceof SharedFailure shared) {
				throw new CompletionException(shared.original());
			}
			if (cause != null) {
				warn(request.cache(), cause);
			}
			return lookup;
		});
	}

	/**
	 * Shows the audit an answer that was served.
	 * @param request the request
	 * @param hit the answer
	 * @param said gives what the answer says
	 * @param again asks Claude the same again
	 */
	public void audit(ClaudeRequest request, Hit hit, Supplier<Payload> said, HitAudit.FreshCall again) {
		try {
			this.cache.get().audit(request, hit, said, again);
		}
		catch (Exception | LinkageError ex) {
			warn(request.cache(), ex);
		}
	}

	/**
	 * Counts a call that has no key.
	 * @param name the cache that the call asks
	 * @param reason why it has no key
	 */
	public void bypass(String name, BypassReason reason) {
		try {
			this.cache.get().bypass(name, reason).refuse(RefusalReason.BYPASSED);
		}
		catch (Exception | LinkageError ex) {
			warn(name, ex);
		}
	}

	/**
	 * Says once for each cache that its calls are not cached. Without the message of what
	 * was thrown, which may have text of a request in it.
	 * @param name the cache that the call asks
	 * @param trouble what was thrown
	 */
	public void warn(String name, Throwable trouble) {
		if (this.warned.size() < MAX_WARNINGS && this.warned.add(name)) {
			logger.warn("Calls of the cache '" + name.replaceAll("[^A-Za-z0-9._-]", "?")
					+ "' go to Claude uncached: there is no such cache, or it failed with "
					+ trouble.getClass().getName());
		}
	}

	/**
	 * What a stage completed exceptionally with.
	 * @param error what the stage gave
	 * @return the error without the wrapper of stages that follow others
	 */
	public static Throwable unwrap(Throwable error) {
		return (error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error;
	}

}
