package io.github.claudecache.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.claudecache.request.Semantic;

/**
 * Answers calls of a method from the cache when that is right, and calls the method,
 * which asks Claude, when it is not.
 * <p>
 * Every parameter is part of the key unless it is marked {@link CacheIgnore}: a parameter
 * whose type has no canonical form stops the start-up. Trouble of the cache never reaches
 * the caller; what the method throws goes to the caller as it is and is not kept.
 * <p>
 * The method may return {@link io.github.claudecache.answer.ClaudeAnswer}, which says
 * whether the answer is complete; or, with {@link #trust}, text, a record or another type
 * with value equality that JSON can carry, and any of these in an
 * {@link java.util.Optional}. All of them may be inside a
 * {@link java.util.concurrent.CompletionStage}, a
 * {@link java.util.concurrent.CompletableFuture} or a Reactor {@code Mono}. Messages of
 * the Anthropic SDK say themselves whether they are complete.
 * <p>
 * It may also return a Reactor {@code Flux} of text, of such values, or of the events of
 * a stream of the Anthropic SDK: the parts of one answer. They reach the subscriber as
 * they come, and are kept once the stream has completed; a stream that fails or is
 * cancelled is not kept. Who subscribes for the same answer meanwhile gets it when it is
 * whole, or asks Claude after {@code claude.cache.single-flight.wait-limit}.
 * <p>
 * Calls are intercepted by a proxy: the method must not be private, final or static, and
 * a call from within the same object is not seen. Use
 * {@link io.github.claudecache.ClaudeCache#answer} there.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ClaudeCached {

	/**
	 * The name of the cache. Its settings are {@code claude.cache.caches.<name>.*}.
	 * @return {@code [A-Za-z0-9._-]{1,64}}
	 */
	String name();

	/**
	 * The volatility class, which bounds the age of the answers. It is named either here
	 * or in the properties of the cache, not differently in both.
	 * @return the name of a class: {@code static}, {@code reference}, {@code dynamic},
	 * {@code live} or one of the application's own
	 */
	String volatility() default "";

	/**
	 * What the answer depends on, besides its documents, model and cache: SpEL
	 * expressions over the parameters, such as {@code 'policy:' + #topic}. Each gives a
	 * text or a collection of texts. Only literals, parameters, their properties and
	 * operators may be used; everything is checked at start-up.
	 * @return the expressions
	 */
	String[] tags() default {};

	/**
	 * The developer's word that a method whose return type hides the stop reason returns
	 * only complete answers: it throws, or its {@code Flux} fails, when Claude refused,
	 * was cut off or asked for a tool.
	 * @return whether bare return types are allowed
	 */
	boolean trust() default false;

	/**
	 * The developer's word that the method may be called again with the same arguments,
	 * on another thread and without its caller's transaction, and has no effect but the
	 * call of Claude. Some served answers are then compared with fresh ones, which are
	 * not kept: see {@code claude.cache.audit}. A method that returns a {@code Mono} or a
	 * {@code Flux} is called again with the Reactor context of its caller, unless that is
	 * inside a transaction.
	 * @return whether served answers may be audited
	 */
	boolean repeatable() default false;

	/**
	 * Whether answers to other wordings of a question are served. The question has to be
	 * a parameter with {@link CacheMessage}, and the application needs an embedding model
	 * and a {@link io.github.claudecache.semantic.QuestionJudge}; otherwise it does not
	 * start. {@code claude.cache.caches.<name>.semantic} goes before it.
	 * @return {@link Semantic#OFF} if only the same question has the same answer
	 */
	Semantic semantic() default Semantic.OFF;

}
