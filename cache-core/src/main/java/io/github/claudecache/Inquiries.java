package io.github.claudecache;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import io.github.claudecache.admission.AdmissionPolicy;
import io.github.claudecache.freshness.VolatilityClass;
import io.github.claudecache.freshness.VolatilityPolicy;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.key.FingerprintComposer;
import io.github.claudecache.key.Fingerprints;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.CacheMode;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.store.EntryKey;

/**
 * Works out a request: its definition, class, fingerprints and tags, or why the cache
 * stands aside.
 */
final class Inquiries {

	private static final Logger logger = System.getLogger(Inquiries.class.getName());

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	// Replaced as a whole when a cache is added, which happens at start-up.
	private volatile Map<String, CacheDefinition> definitions = Map.of();

	private final ReentrantLock defining = new ReentrantLock();

	private final FingerprintComposer composer;

	private final VolatilityPolicy volatility;

	Inquiries(Collection<CacheDefinition> definitions, FingerprintComposer composer, VolatilityPolicy volatility) {
		definitions.forEach(this::define);
		this.composer = composer;
		this.volatility = volatility;
	}

	Collection<CacheDefinition> definitions() {
		return this.definitions.values();
	}

	void define(CacheDefinition definition) {
		this.defining.lock();
		try {
			CacheDefinition present = this.definitions.get(definition.name());
			if (present != null && !present.equals(definition) && !turnedOn(present).equals(definition)) {
				throw new IllegalArgumentException("Cache '" + definition.name()
						+ "' is defined twice with different settings: " + present + " and " + definition);
			}
			Map<String, CacheDefinition> extended = new LinkedHashMap<>(this.definitions);
			extended.put(definition.name(), definition);
			this.definitions = Collections.unmodifiableMap(extended);
		}
		finally {
			this.defining.unlock();
		}
	}

	/**
	 * Works out a request.
	 * @throws UnkeyableException if the cache stands aside
	 * @throws IllegalArgumentException if there is no such cache
	 */
	Inquiry inquire(ClaudeRequest given) {
		CacheDefinition definition = definition(given.cache());
		if (definition.mode() == CacheMode.OFF) {
			throw new UnkeyableException(BypassReason.CACHE_OFF, "Cache '" + definition.name() + "' is off");
		}
		try {
			ClaudeRequest request = definition.applyTo(given);
			VolatilityClass volatility = this.volatility.classify(definition, request);
			if (!volatility.stored()) {
				throw new UnkeyableException(BypassReason.VOLATILITY_LIVE,
						"Answers of class '" + volatility.name() + "' are never kept");
			}
			Fingerprints fingerprints = this.composer.compose(definition, request);
			EntryKey key = new EntryKey(request.tenant(), fingerprints.exact());
			return new Inquiry(request, fingerprints, key, volatility, tags(request, fingerprints),
					comparable(definition, request), definition.mode() == CacheMode.SHADOW);
		}
		catch (UnkeyableException ex) {
			throw ex;
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			UnkeyableException unkeyable = new UnkeyableException(BypassReason.KEY_FAILED,
					"The key could not be made: " + ex.getClass().getName());
			unkeyable.initCause(ex);
			warnOnce(definition.name(), ex);
			throw unkeyable;
		}
	}

	// Properties define a cache before the annotation is found that asks for the tier.
	private static CacheDefinition turnedOn(CacheDefinition definition) {
		return (definition.semantic() == Semantic.OFF) ? definition.with(Semantic.GUARDED) : definition;
	}

	// What was said before may change what a question means.
	private static boolean comparable(CacheDefinition definition, ClaudeRequest request) {
		return definition.semantic() == Semantic.GUARDED && request.message() != null
				&& (request.history() == null || request.history().isEmpty());
	}

	// Without the message of the exception, which may have text of the question in it.
	private void warnOnce(String cache, Throwable error) {
		if (this.warned.add(cache)) {
			StackTraceElement[] trace = error.getStackTrace();
			logger.log(Level.WARNING,
					() -> "Requests to cache '" + cache + "' go to Claude uncached: their key fails with "
							+ error.getClass().getName() + ((trace.length > 0) ? " at " + trace[0] : ""));
		}
	}

	boolean knows(String name) {
		return this.definitions.containsKey(name);
	}

	void requireKnown(String name) {
		definition(name);
	}

	private CacheDefinition definition(String name) {
		CacheDefinition definition = this.definitions.get(name);
		if (definition == null) {
			throw new IllegalArgumentException(
					"There is no cache named '" + name + "'; there are " + this.definitions.keySet());
		}
		return definition;
	}

	private static Set<Tag> tags(ClaudeRequest request, Fingerprints fingerprints) {
		Set<Tag> tags = new LinkedHashSet<>(request.tags());
		tags.add(Tag.ofCache(request.cache()));
		if (request.model() != null) {
			tags.add(Tag.ofModel(request.model()));
		}
		if (request.documents() != null) {
			request.documents().stream().map(DocumentRef::id).map(Tag::ofDocument).forEach(tags::add);
		}
		tags.add(Tag.ofEntry(fingerprints.exact()));
		if (tags.size() > AdmissionPolicy.MAX_TAGS) {
			throw new UnkeyableException(BypassReason.TOO_MANY_TAGS, "The request has " + tags.size()
					+ " tags; an entry may have " + AdmissionPolicy.MAX_TAGS + " of them");
		}
		return tags;
	}

}
