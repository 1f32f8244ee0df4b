package io.github.claudecache.client.springai;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.client.CallTenants;
import io.github.claudecache.client.ClientCache;
import io.github.claudecache.client.Handover;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.recording.CallRecorder;
import io.github.claudecache.recording.Recording;
import io.github.claudecache.request.ClaudeRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.client.advisor.api.CallAdvisor;
import org.springframework.ai.chat.client.advisor.api.CallAdvisorChain;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisor;
import org.springframework.ai.chat.client.advisor.api.StreamAdvisorChain;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.core.Ordered;

/**
 * Caches the calls of a {@code ChatClient}, plain and streamed, by the prompt that the
 * model gets: system messages, history, tools, options and format. Add it with
 * {@code ChatClient.builder(model).defaultAdvisors(advisor)}.
 * <p>
 * A call takes part if it names a cache,
 * {@code .advisors((spec) -> spec.param(ClaudeCacheAdvisor.CACHE_PARAM, "faq"))}, or if
 * there is a default cache and the parameter is absent; an empty one keeps a call out.
 * Calls that refer to content elsewhere (images and files by URL, skills, tools on
 * Claude's side), or have options that cannot be taken apart, have no key and go to
 * Claude. So do all calls if another advisor is between this one and the model.
 * <p>
 * Only a complete answer is kept: never a tool call, a refusal, an answer that was cut, a
 * stream that failed or was cancelled, nor one that would not come back as it was. The
 * chunks of a stream are passed on as they come. What is answered from the cache has a
 * {@link CacheMark} in its metadata; its usage is that of the original call.
 * <p>
 * Trouble of the cache, such as a store that is away, never reaches the caller. Safe for
 * use by many threads and clients.
 *
 * @since 0.1.0
 */
public final class ClaudeCacheAdvisor implements CallAdvisor, StreamAdvisor, CallRecorder {

	/**
	 * The advisor parameter with the name of the cache.
	 */
	public static final String CACHE_PARAM = "claude.cache.name";

	/**
	 * The advisor parameter with the tenant, as text or {@link TenantId}, where the
	 * application's resolver does not know it: streams of an application with several
	 * tenants are only cached with it, or with a reactive resolver.
	 */
	public static final String TENANT_PARAM = "claude.cache.tenant";

	/**
	 * The advisor parameter with what the answer depends on: a collection of tags, or a
	 * text with commas between them.
	 */
	public static final String TAGS_PARAM = "claude.cache.tags";

	/**
	 * Where the metadata of a response have the {@link CacheMark}, if it came from the
	 * cache.
	 */
	public static final String MARK = "claude-cache";

	/**
	 * The order by default: behind all others, since each may change the prompt. Spring
	 * AI's memory and its loop of tool calls are far in front, so every round of the loop
	 * is a call of its own, and the results of tools are part of the next one's key.
	 */
	public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 100;

	private final ClientCache cache;

	private final ChatPlanner planner;

	private final Supplier<CallTenants> tenants;

	private final Supplier<Subscribers> subscribers;

	private final Settings settings;

	/**
	 * Creates an advisor.
	 * @param cache the cache; asked for when the first call is made
	 * @param tenants whose calls they are; asked for when the first call is made
	 * @param subscribers whose streams they are; asked for when the first stream is
	 * subscribed to
	 * @param settings the settings
	 */
	public ClaudeCacheAdvisor(Supplier<ClaudeCache> cache, Supplier<CallTenants> tenants,
			Supplier<Subscribers> subscribers, Settings settings) {
		this.cache = new ClientCache(cache);
		this.planner = new ChatPlanner(this.cache, settings.defaultCache());
		this.tenants = tenants;
		this.subscribers = subscribers;
		this.settings = settings;
	}

	@Override
	public String getName() {
		return "Claude Answer Cache";
	}

	@Override
	public String library() {
		return "Spring AI";
	}

	@Override
	public int getOrder() {
		return this.settings.order();
	}

	@Override
	public ChatClientResponse adviseCall(ChatClientRequest call, CallAdvisorChain chain) {
		Recording recording = Recording.current();
		if (recording != null) {
			return recorded(recording, call, chain);
		}
		String name = this.planner.cacheOf(call, chain.getCallAdvisors(), this);
		ClaudeRequest request = (name != null) ? this.planner.request(name, call, false, () -> tenant(call)) : null;
		Lookup lookup = (request != null) ? this.cache.open(request) : null;
		if (request != null && lookup instanceof Hit hit) {
			List<ChatResponse> responses = replay(hit, false, request.cache());
			if (responses != null) {
				this.cache.audit(request, hit, () -> ChatFacts.said(responses),
						() -> fresh((handover) -> delivered(handover,
								ChatPlanner.passed(call, chain.getCallAdvisors(), this), chain.copy(this))));
				return response(call, responses.get(0));
			}
		}
		if (!(lookup instanceof Ticket ticket)) {
			return chain.nextCall(call);
		}
		return delivered(new Handover(ticket), ChatPlanner.passed(call, chain.getCallAdvisors(), this), chain);
	}

	private static CompletionStage<AnswerDraft> fresh(Consumer<Handover> ask) {
		CompletableFuture<AnswerDraft> taken = new CompletableFuture<>();
		ask.accept(new Handover(taken));
		return taken.thenApply((draft) -> new AnswerDraft(ChatFacts.said(StoredChat.decode(draft.payload()).asStream()),
				draft.stopReason(), draft.model(), draft.usage(), draft.serverToolsUsed()));
	}

	// The annotated method that makes the call asks the cache; here it is only seen.
	private ChatClientResponse recorded(Recording recording, ChatClientRequest call, CallAdvisorChain chain) {
		ClaudeRequest request = this.planner.observe(call, chain.getCallAdvisors(), this);
		return (request != null) ? delivered(new Handover(recording.sent(request)), call, chain) : chain.nextCall(call);
	}

	private ChatClientResponse delivered(Handover handover, ChatClientRequest call, CallAdvisorChain chain) {
		ChatDelivery delivery = new ChatDelivery(handover, this.settings.maxAnswerBytes(), false);
		ChatClientResponse response;
		try {
			response = chain.nextCall(call);
		}
		catch (Throwable ex) {
			delivery.fail(ex);
			throw ex;
		}
		delivery.add(response.chatResponse());
		delivery.complete();
		return response;
	}

	@Override
	public Flux<ChatClientResponse> adviseStream(ChatClientRequest call, StreamAdvisorChain chain) {
		Recording ofThread = Recording.current();
		// Every subscription is a call of its own.
		return Flux.deferContextual((context) -> {
			Recording recording = context.getOrDefault(Recording.KEY, ofThread);
			if (recording != null) {
				return recorded(recording, call, chain);
			}
			String name = this.planner.cacheOf(call, chain.getStreamAdvisors(), this);
			if (name == null) {
				return chain.nextStream(call);
			}
			AtomicBoolean taken = new AtomicBoolean();
			return request(name, call, context).flatMap((request) -> open(request, taken))
				.map(Optional::of)
				.defaultIfEmpty(Optional.empty())
				.flatMapMany((opened) -> {
					taken.set(true);
					return answer(opened.orElse(null), call, chain, context);
				});
		});
	}

	private Flux<ChatClientResponse> recorded(Recording recording, ChatClientRequest call, StreamAdvisorChain chain) {
		ClaudeRequest request = this.planner.observe(call, chain.getStreamAdvisors(), this);
		return (request != null) ? delivered(new Handover(recording.sent(request)), call, chain)
				: chain.nextStream(call);
	}

	private Mono<ClaudeRequest> request(String name, ChatClientRequest call, ContextView context) {
		return Mono.defer(() -> {
			TenantId named = ChatPlanner.tenantOf(call);
			return (named != null) ? Mono.just(named) : this.subscribers.get().tenant(context);
		}).mapNotNull((tenant) -> this.planner.request(name, call, true, () -> tenant)).onErrorResume((ex) -> {
			this.planner.bypass(name, ex);
			return Mono.empty();
		});
	}

	private Mono<Opened> open(ClaudeRequest request, AtomicBoolean taken) {
		return this.subscribers.get()
			.inTransaction()
			.onErrorReturn(true)
			.defaultIfEmpty(false)
			.flatMap((inTransaction) -> Mono
				.<Lookup>create((sink) -> this.cache.openAsync(request, inTransaction).whenComplete((lookup, error) -> {
					if (error != null) {
						sink.error(ClientCache.unwrap(error));
						return;
					}
					sink.success(lookup);
					// A subscriber that went away while it waited leaves the call to
					// others.
					if (lookup instanceof Ticket ticket && !taken.get()) {
						ticket.abandon();
					}
				}))
				.map((lookup) -> new Opened(request, lookup, inTransaction)));
	}

	private Flux<ChatClientResponse> answer(@Nullable Opened opened, ChatClientRequest call, StreamAdvisorChain chain,
			ContextView context) {
		Lookup lookup = (opened != null) ? opened.lookup() : null;
		if (opened != null && lookup instanceof Hit hit) {
			List<ChatResponse> responses = replay(hit, true, opened.request().cache());
			if (responses != null) {
				if (!opened.inTransaction()) {
					this.cache.audit(opened.request(), hit, () -> ChatFacts.said(responses),
							() -> fresh((handover) -> again(handover, call, chain, context)));
				}
				return Flux.fromIterable(responses).map((response) -> response(call, response));
			}
		}
		if (!(lookup instanceof Ticket ticket)) {
			return chain.nextStream(call);
		}
		return delivered(new Handover(ticket), ChatPlanner.passed(call, chain.getStreamAdvisors(), this), chain);
	}

	// With the context of the subscriber, who may be gone. What it says of a transaction
	// must not be used after that.
	private void again(Handover handover, ChatClientRequest call, StreamAdvisorChain chain, ContextView context) {
		delivered(handover, ChatPlanner.passed(call, chain.getStreamAdvisors(), this), chain.copy(this))
			.contextWrite(context)
			.subscribe((response) -> {
			}, (error) -> {
			});
	}

	private Flux<ChatClientResponse> delivered(Handover handover, ChatClientRequest call, StreamAdvisorChain chain) {
		ChatDelivery delivery = new ChatDelivery(handover, this.settings.maxAnswerBytes(), true);
		return Flux.defer(() -> chain.nextStream(call))
			.doOnNext((response) -> delivery.add(response.chatResponse()))
			.doOnComplete(delivery::complete)
			.doOnError(delivery::fail)
			.doOnCancel(delivery::cancel);
	}

	private TenantId tenant(ChatClientRequest call) {
		TenantId named = ChatPlanner.tenantOf(call);
		return (named != null) ? named : this.tenants.get().ofThread();
	}

	// An entry that cannot be read costs the call, nothing else.
	private @Nullable List<ChatResponse> replay(Hit hit, boolean streamed, String name) {
		try {
			StoredChat stored = StoredChat.decode(hit.answer().payload());
			CacheMark mark = CacheMark.of(hit.provenance());
			return (streamed ? stored.asStream() : List.of(stored.asCall())).stream()
				.map((response) -> ChatResponse.builder().from(response).metadata(MARK, mark).build())
				.toList();
		}
		catch (Exception | StackOverflowError ex) {
			this.cache.warn(name, ex);
			return null;
		}
	}

	private static ChatClientResponse response(ChatClientRequest call, ChatResponse response) {
		Map<String, @Nullable Object> context = new HashMap<>(call.context());
		return ChatClientResponse.builder().chatResponse(response).context(context).build();
	}

	/**
	 * What came of the lookup of a stream.
	 *
	 * @param request what was asked
	 * @param lookup the answer or the ticket
	 * @param inTransaction whether the subscriber is inside a transaction
	 */
	private record Opened(ClaudeRequest request, Lookup lookup, boolean inTransaction) {
	}

	/**
	 * The settings of an advisor.
	 *
	 * @param defaultCache the cache of calls that name none; {@code null} for none
	 * @param maxAnswerBytes the largest answer that is remembered while it passes, in
	 * bytes, positive
	 * @param order the order among the advisors of a client
	 */
	public record Settings(@Nullable String defaultCache, long maxAnswerBytes, int order) {
	}

}
