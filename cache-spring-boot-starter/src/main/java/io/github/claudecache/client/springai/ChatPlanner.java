package io.github.claudecache.client.springai;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.claudecache.client.ClientCache;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.ClaudeRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.advisor.ChatModelCallAdvisor;
import org.springframework.ai.chat.client.advisor.ChatModelStreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.Advisor;

/**
 * Decides whether a call takes part, and what its key is. Never fails. Safe for use by
 * many threads.
 */
final class ChatPlanner {

	private static final Log logger = LogFactory.getLog(ChatPlanner.class);

	// An advisor that was added to a client twice would wait for the call that it is part
	// of.
	private static final String OBSERVED = "observed";

	private static final String ASKED = "claude.cache.asked";

	private final ClientCache cache;

	private final @Nullable String defaultCache;

	private volatile boolean warnedOfPosition;

	ChatPlanner(ClientCache cache, @Nullable String defaultCache) {
		this.cache = cache;
		this.defaultCache = defaultCache;
	}

	/**
	 * The cache that a call asks.
	 * @param call the call
	 * @param advisors all advisors of the chain
	 * @param position the advisor that asks
	 * @return the name; {@code null} if the call takes no part
	 */
	@Nullable String cacheOf(ChatClientRequest call, List<? extends Advisor> advisors, Advisor position) {
		Object named = call.context().get(ClaudeCacheAdvisor.CACHE_PARAM);
		String name = (named != null) ? named.toString() : this.defaultCache;
		if (name == null || name.isBlank() || call.context().get(ASKED) == position) {
			return null;
		}
		for (Advisor inner : between(advisors, position)) {
			if (inner instanceof ClaudeCacheAdvisor) {
				// It will ask the same, and would wait for the call that it is part of.
				return null;
			}
			if (!this.warnedOfPosition) {
				this.warnedOfPosition = true;
				logger.warn("Calls of a ChatClient go to Claude uncached: the advisor " + inner.getClass().getName()
						+ " with the order " + inner.getOrder() + " is between the cache and the model, so what is sent"
						+ " cannot be seen. Give it an order below " + position.getOrder());
			}
			this.cache.bypass(name.strip(), BypassReason.KEY_FAILED);
			return null;
		}
		return name.strip();
	}

	/**
	 * What an annotated method asks: whatever cache its call names is not asked.
	 * @param call the call
	 * @param advisors all advisors of the chain
	 * @param position the advisor that looks
	 * @return the request; {@code null} if it cannot be seen or described
	 */
	@Nullable ClaudeRequest observe(ChatClientRequest call, List<? extends Advisor> advisors, Advisor position) {
		if (!between(advisors, position).isEmpty()) {
			return null;
		}
		try {
			return PromptKey.of(OBSERVED, TenantId.DEFAULT, call, false).build();
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			// A method that hides the stop reason is not cached then.
			return null;
		}
	}

	/**
	 * The call to pass on.
	 * @param call the call
	 * @param advisors all advisors of the chain
	 * @param position the advisor that asks
	 * @return the call; one that the same advisor will see again says that it was here
	 */
	static ChatClientRequest passed(ChatClientRequest call, List<? extends Advisor> advisors, Advisor position) {
		return (Collections.frequency(advisors, position) > 1) ? call.mutate().context(ASKED, position).build() : call;
	}

	/**
	 * The tenant that a call names.
	 * @return the tenant; {@code null} if it names none
	 * @throws IllegalArgumentException if it names what is none
	 */
	static @Nullable TenantId tenantOf(ChatClientRequest call) {
		Object named = call.context().get(ClaudeCacheAdvisor.TENANT_PARAM);
		if (named == null || named instanceof TenantId) {
			return (TenantId) named;
		}
		return new TenantId(named.toString());
	}

	/**
	 * What a call asks.
	 * @param cache the cache that it asks
	 * @param call the call
	 * @param streamed whether it is streamed
	 * @param tenant whose call it is; may fail
	 * @return the request; {@code null} if it has no key, which is counted
	 */
	@Nullable ClaudeRequest request(String cache, ChatClientRequest call, boolean streamed, Supplier<TenantId> tenant) {
		try {
			return PromptKey.of(cache, tenant.get(), call, streamed).tags(tags(call.context())).build();
		}
		catch (Exception | LinkageError | StackOverflowError ex) {
			bypass(cache, ex);
			return null;
		}
	}

	/**
	 * Counts a call for which no key could be made.
	 * @param cache the cache that it asks
	 * @param trouble what was thrown
	 */
	void bypass(String cache, Throwable trouble) {
		this.cache.bypass(cache,
				(trouble instanceof UnkeyableException unkeyable) ? unkeyable.reason() : BypassReason.KEY_FAILED);
	}

	private static List<? extends Advisor> between(List<? extends Advisor> advisors, Advisor position) {
		int own = advisors.lastIndexOf(position);
		return (own < 0) ? List.of()
				: advisors.stream()
					.skip(own + 1L)
					.takeWhile((advisor) -> !(advisor instanceof ChatModelCallAdvisor)
							&& !(advisor instanceof ChatModelStreamAdvisor))
					.toList();
	}

	private static List<Tag> tags(Map<String, @Nullable Object> context) {
		Object named = context.get(ClaudeCacheAdvisor.TAGS_PARAM);
		Stream<?> tags = (named == null) ? Stream.empty() : (named instanceof Collection<?> several) ? several.stream()
				: Arrays.stream(named.toString().split(",", -1));
		return tags.map((tag) -> (tag instanceof Tag known) ? known : new Tag(tag.toString().strip())).toList();
	}

}
