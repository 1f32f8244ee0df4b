package io.github.claudecache.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Explanation;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.event.CacheEvent;
import io.github.claudecache.event.ClaudeCacheListener;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.reason.KeyFactor;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Notices what the key of a method forgot: an answer that is still served, while the same
 * call now sends Claude something else; or a call that sends something else than its key
 * says. The cache of that method is then no longer asked in this process, until somebody
 * clears it or the application starts anew with a complete key.
 * <p>
 * Two calls are compared only if the answer of the first is still served at the time of
 * the second, so whatever was invalidated or has expired in between is no difference.
 * That is so when the audit repeats a call and when a cache is in shadow mode. Of
 * requests and answers digests are kept, no text. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class UndeclaredFactors {

	private static final Log logger = LogFactory.getLog(UndeclaredFactors.class);

	private static final int REMEMBERED = 10_000;

	// The recording begins right after the entry's computation.
	private static final Duration SAME_MOMENT = Duration.ofSeconds(2);

	private final Supplier<ClaudeCache> cache;

	private final ClaudeCacheListener listener;

	private final InstantSource clock;

	private final Duration grace;

	private final Cache<Fingerprint, Remembered> remembered = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

	private final Map<String, Set<KeyFactor>> found = new ConcurrentHashMap<>();

	/**
	 * Creates an empty memory.
	 * @param cache the cache, asked for when something is compared
	 * @param listener is told what is found
	 * @param clock the clock
	 * @param grace how long an invalidation may take to follow a change
	 */
	public UndeclaredFactors(Supplier<ClaudeCache> cache, ClaudeCacheListener listener, InstantSource clock,
			Duration grace) {
		this.cache = cache;
		this.listener = listener;
		this.clock = clock;
		this.grace = grace;
	}

	/**
	 * What was found of a cache.
	 * @param cache its name
	 * @return the factors; empty if its key is not known to be incomplete
	 */
	public Set<KeyFactor> of(String cache) {
		return this.found.getOrDefault(cache, Set.of());
	}

	/**
	 * Lets a cache be asked again; what is found from now on counts anew.
	 * @param cache its name
	 * @return whether something had been found
	 */
	public boolean clear(String cache) {
		this.remembered.invalidateAll();
		return this.found.remove(cache) != null;
	}

	/**
	 * Compares what a call of a method sent with what the key says, and has it compared
	 * with what was sent when the answer that is served was computed, which takes a
	 * while.
	 * @param request the request of the method
	 * @param recording what was sent
	 * @param began when the method was called
	 * @param fresh whether the answer may become the one that is served
	 * @return the factors of which the key says something else
	 */
	public Set<KeyFactor> check(ClaudeRequest request, Recording recording, Instant began, boolean fresh) {
		if (recording.calls().isEmpty()) {
			return Set.of();
		}
		try {
			Optional<CacheDefinition> definition = this.cache.get()
				.definitions()
				.stream()
				.filter((candidate) -> candidate.name().equals(request.cache()))
				.findFirst();
			Set<KeyFactor> contradicted = contradicted(request, definition, recording);
			if (contradicted.isEmpty()) {
				// Whatever is fetched by a cache that serves was not there.
				boolean missed = fresh && definition.map(CacheDefinition::mode).orElse(null) != CacheMode.SHADOW;
				compare(request, new Remembered(began, RecordedFactors.of(recording)), missed);
			}
			else {
				tell(request.cache(), contradicted);
			}
			return contradicted;
		}
		catch (RuntimeException | LinkageError | StackOverflowError ex) {
			// A request without a digest cannot be compared.
			return Set.of();
		}
	}

	private void compare(ClaudeRequest request, Remembered now, boolean missed) {
		Fingerprint key = RecordedFactors.key(request);
		Remembered before = this.remembered.getIfPresent(key);
		if (missed || before == null) {
			if (missed) {
				this.remembered.put(key, now);
			}
			else {
				this.remembered.asMap().putIfAbsent(key, now);
			}
			return;
		}
		Set<KeyFactor> differences = before.factors().differences(now.factors());
		if (!differences.isEmpty()) {
			confirm(() -> stillServed(request, before.began()), () -> tell(request.cache(), differences));
		}
	}

	// The store may take its time, which the thread of a client library may not have.
	private void confirm(BooleanSupplier served, Runnable found) {
		CompletableFuture.supplyAsync(served::getAsBoolean).thenAccept((now) -> {
			if (now) {
				CompletableFuture.delayedExecutor(this.grace.toMillis(), TimeUnit.MILLISECONDS).execute(() -> {
					if (served.getAsBoolean()) {
						found.run();
					}
				});
			}
		});
	}

	private boolean stillServed(ClaudeRequest request, Instant computed) {
		Explanation now = this.cache.get().explain(request);
		boolean served = now.outcome() == Outcome.EXACT || now.reason() == MissReason.SHADOWED;
		Duration age = now.age();
		return served && age != null
				&& Duration.between(computed, this.clock.instant().minus(age)).abs().compareTo(SAME_MOMENT) <= 0;
	}

	// What the key takes from the configuration has to be what is sent.
	private static Set<KeyFactor> contradicted(ClaudeRequest request, Optional<CacheDefinition> definition,
			Recording recording) {
		String model = (request.model() != null) ? request.model()
				: definition.map(CacheDefinition::model).orElse(null);
		FactorValue system = (request.system() != null) ? request.system()
				: definition.map(CacheDefinition::system).orElse(null);
		List<ToolDefinition> tools = (request.tools() != null) ? request.tools()
				: definition.map(CacheDefinition::tools).orElse(null);
		Set<KeyFactor> contradicted = EnumSet.noneOf(KeyFactor.class);
		List<ClaudeRequest> sent = recording.calls().stream().map(Recording.Call::request).toList();
		if (model != null && sent.stream().noneMatch((one) -> one.model() == null || model.equals(one.model()))) {
			contradicted.add(KeyFactor.MODEL);
		}
		if (system instanceof FactorValue.Text text
				&& sent.stream().noneMatch((one) -> says(one.system(), text.text()))) {
			contradicted.add(KeyFactor.SYSTEM);
		}
		if (tools != null && sent.stream().noneMatch((one) -> names(one.tools()).equals(names(tools)))) {
			contradicted.add(KeyFactor.TOOLS);
		}
		return contradicted;
	}

	// A method may add to the configured prompt what it has declared otherwise.
	private static boolean says(@Nullable FactorValue sent, String prompt) {
		if (sent instanceof FactorValue.Text text) {
			return plain(text.text()).contains(plain(prompt));
		}
		if (sent instanceof FactorValue.Ordered ordered) {
			return ordered.items().stream().anyMatch((item) -> says(item, prompt));
		}
		return sent instanceof FactorValue.Members members
				&& members.members().values().stream().anyMatch((value) -> says(value, prompt));
	}

	private static String plain(String text) {
		return text.replaceAll("\\s+", "");
	}

	private static Set<String> names(@Nullable List<ToolDefinition> tools) {
		return (tools != null) ? tools.stream().map(ToolDefinition::name).collect(Collectors.toSet()) : Set.of();
	}

	private void tell(String cache, Set<KeyFactor> factors) {
		for (KeyFactor factor : factors) {
			if (this.found.computeIfAbsent(cache, (any) -> ConcurrentHashMap.newKeySet()).add(factor)) {
				Set<String> all = new TreeSet<>();
				of(cache).forEach((known) -> all.add(known.code()));
				logger.warn("The key of cache '" + cache + "' does not know what its method sends to Claude: " + all
						+ ". It is not asked any more. Declare it: as a parameter, in claude.cache.caches." + cache
						+ ", or with @CacheDocuments");
				this.listener.onEvent(new CacheEvent.UndeclaredFactor(cache, factor));
			}
		}
	}

	/**
	 * What was sent when an answer was computed.
	 */
	private record Remembered(Instant began, RecordedFactors factors) {
	}

}
