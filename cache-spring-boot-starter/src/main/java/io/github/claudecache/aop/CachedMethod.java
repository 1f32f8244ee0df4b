package io.github.claudecache.aop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.json.ResponseCodec;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.Semantic;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * The plan of a method with {@link ClaudeCached}: what its arguments are in the key, what
 * its tags are and how its answers are kept. Making it finds every mistake that can be
 * found without a call. Safe for use by many threads.
 */
final class CachedMethod {

	private static final Log logger = LogFactory.getLog(CachedMethod.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	private final AtomicBoolean unseen = new AtomicBoolean();

	private final MethodSite site;

	private final ClaudeCached annotation;

	// Asking an annotation takes a proxy and a map each time.
	private final String cache;

	private final Parameters parameters;

	private final ReturnPlan returns;

	private final Map<Integer, KeyPart> parts;

	private final List<TagExpression> tags = new ArrayList<>();

	private final int tenantIndex;

	CachedMethod(MethodSite site, ClaudeCached annotation, boolean recorded, List<ResponseCodec> responses) {
		this.site = site;
		this.annotation = annotation;
		this.cache = annotation.name();
		this.parameters = new Parameters(site, ClaudeCached.class);
		this.returns = ReturnPlan.of(site, annotation.trust(), recorded, responses);
		this.tenantIndex = tenantIndex(site, this.parameters);
		this.parts = new KeyParts(site, this.parameters).parts();
		for (String tag : annotation.tags()) {
			this.tags.add(TagExpression.compile(tag, this.parameters.variablesOf(tag), site));
		}
	}

	static int tenantIndex(MethodSite site, Parameters parameters) {
		int index = parameters.only(CacheTenant.class);
		if (index >= 0) {
			ResolvableType type = parameters.type(index);
			if (type.resolve() != TenantId.class && type.resolve() != String.class) {
				throw site.failure("parameter " + parameters.shownName(index) + " with @CacheTenant is of type " + type,
						"Make it a TenantId or a String.");
			}
		}
		return index;
	}

	MethodSite site() {
		return this.site;
	}

	String cache() {
		return this.cache;
	}

	String volatility() {
		return this.annotation.volatility();
	}

	Semantic semantic() {
		return this.annotation.semantic();
	}

	boolean repeatable() {
		return this.annotation.repeatable();
	}

	boolean namesMessage() {
		return this.parameters.only(CacheMessage.class) >= 0;
	}

	ReturnPlan returns() {
		return this.returns;
	}

	/**
	 * What its key has.
	 */
	DeclaredKey declaredKey() {
		List<String> keyed = new ArrayList<>();
		for (int i = 0; i < this.parameters.count(); i++) {
			if (!this.parameters.has(i, CacheIgnore.class)) {
				keyed.add(this.parameters.shownName(i));
			}
		}
		return new DeclaredKey(this.site.toString(), cache(), keyed, stopReasonSource());
	}

	private DeclaredKey.StopReasonSource stopReasonSource() {
		if (this.returns.responses() != null) {
			return DeclaredKey.StopReasonSource.RESPONSE;
		}
		if (this.returns.content() == ReturnPlan.Content.ANSWER) {
			return DeclaredKey.StopReasonSource.METHOD;
		}
		return this.returns.trusted() ? DeclaredKey.StopReasonSource.TRUST : DeclaredKey.StopReasonSource.RECORDING;
	}

	boolean namesTenant() {
		return this.tenantIndex >= 0;
	}

	/**
	 * What two methods of one cache must have in common: otherwise one would be served
	 * the other's answers.
	 */
	String signature() {
		StringBuilder signature = new StringBuilder(
				ResolvableType.forMethodReturnType(this.site.method(), this.site.targetClass()).toString())
			.append(" (");
		for (int i = 0; i < this.parameters.count(); i++) {
			signature.append((i > 0) ? ", " : "").append(this.parameters.type(i));
		}
		return signature.append(')').toString();
	}

	/**
	 * The tenant of a call.
	 * @throws UnkeyableException if there is none
	 */
	TenantId tenant(@Nullable Object[] arguments, Tenants tenants) {
		return namesTenant() ? Tenants.of(arguments[this.tenantIndex]) : tenants.current();
	}

	/**
	 * The request that a call makes.
	 * @throws UnkeyableException if it has no key
	 */
	ClaudeRequest request(TenantId tenant, @Nullable Object[] arguments) {
		ClaudeRequest.Builder request = ClaudeRequest.builder(cache(), tenant).answerType(this.returns.type());
		try {
			this.parts.forEach((index, part) -> {
				Object argument = arguments[index];
				if (argument == null) {
					throw new UnkeyableException(BypassReason.FACTOR_MISSING,
							"Parameter " + this.parameters.shownName(index) + " is null");
				}
				part.apply(request, argument);
			});
			return request.tags(tags(arguments)).build();
		}
		catch (UnkeyableException ex) {
			throw ex;
		}
		catch (Exception | LinkageError | AssertionError | StackOverflowError ex) {
			boolean missing = ex instanceof NullTagException || ex.getCause() instanceof NullTagException;
			UnkeyableException unkeyable = new UnkeyableException(
					missing ? BypassReason.FACTOR_MISSING : BypassReason.KEY_FAILED,
					"The key of " + this.site + " could not be made: " + ex.getClass().getName());
			unkeyable.initCause(ex);
			warnOnce(missing, ex);
			throw unkeyable;
		}
	}

	/**
	 * Says once that nobody saw how an answer of this method ended.
	 */
	void warnUnseen() {
		if (this.unseen.compareAndSet(false, true)) {
			logger.warn("Answers of " + this.site + " are not kept: its return type hides the stop reason, and none of"
					+ " the clients whose calls are seen was asked while it ran. Return ClaudeAnswer with the stop"
					+ " reason, ask Claude on the thread of the method by such a client, or set trust = true");
		}
	}

	// Without the message of the exception, which may have text of the question in it.
	private void warnOnce(boolean missing, Throwable ex) {
		if (!missing && this.warned.compareAndSet(false, true)) {
			StackTraceElement[] trace = ex.getStackTrace();
			logger.warn("Calls of " + this.site + " go to Claude uncached: their key fails with "
					+ ex.getClass().getName() + ((trace.length > 0) ? " at " + trace[0] : ""));
		}
	}

	private Collection<Tag> tags(@Nullable Object[] arguments) {
		Set<Tag> tags = new LinkedHashSet<>();
		if (!this.tags.isEmpty()) {
			Map<String, @Nullable Object> variables = this.parameters.variables(arguments);
			this.tags.forEach((expression) -> tags.addAll(expression.evaluate(variables)));
		}
		return tags;
	}

}
