package io.github.claudecache.aop;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.recording.Recording;
import io.github.claudecache.recording.UndeclaredFactors;
import io.github.claudecache.request.ClaudeRequest;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.ProxyMethodInvocation;

/**
 * Runs an annotated method, and has what it sends to Claude recorded.
 *
 * @param method the method
 * @param request the request that it makes
 * @param invocation the call, which can proceed once
 * @param undeclared compares what is sent with the request
 */
record MethodRun(CachedMethod method, ClaudeRequest request, MethodInvocation invocation,
		UndeclaredFactors undeclared) {

	/**
	 * The same call once more.
	 */
	MethodRun anew() {
		return new MethodRun(this.method, this.request,
				(this.invocation instanceof ProxyMethodInvocation proxied) ? proxied.invocableClone() : this.invocation,
				this.undeclared);
	}

	/**
	 * Runs it.
	 * @param reply takes what it returns
	 * @param fresh whether the answer may be kept
	 */
	ClaudeAnswer<Object> call(Reply reply, boolean fresh) throws Throwable {
		RecordedCall recorded = recorded(fresh);
		ClaudeAnswer<Object> answer;
		try (Recording.Scope recording = recorded.recording().makeCurrent()) {
			answer = reply.take(this.invocation.proceed());
		}
		return recorded.judged(answer);
	}

	/**
	 * As {@link #call}, for a method that returns a future.
	 */
	CompletionStage<ClaudeAnswer<Object>> stage(Reply reply, boolean fresh) {
		RecordedCall recorded = recorded(fresh);
		Recording outside = Recording.current();
		CompletionStage<?> stage;
		try (Recording.Scope recording = recorded.recording().makeCurrent()) {
			stage = stage(this.method, this.invocation);
		}
		return reply.take(left(stage, recorded.recording(), outside)).thenApply(recorded::judged);
	}

	// A stage may be complete on a thread that still has the recording. What is done with
	// the answer is not what the method does.
	private static <T> CompletionStage<T> left(CompletionStage<T> stage, Recording inside,
			@Nullable Recording outside) {
		CompletableFuture<T> left = new CompletableFuture<>();
		stage.whenComplete((value, error) -> {
			Recording current = Recording.current();
			try (Recording.Scope scope = Recording.makeCurrent((current == inside) ? outside : current)) {
				if (error != null) {
					left.completeExceptionally(error);
				}
				else {
					left.complete(value);
				}
			}
		});
		return left;
	}

	RecordedCall recorded(boolean fresh) {
		return new RecordedCall(this.method, this.request, this.undeclared, InstantSource.system(), fresh);
	}

	static CompletionStage<?> stage(CachedMethod method, MethodInvocation invocation) {
		try {
			Object stage = invocation.proceed();
			return (stage instanceof CompletionStage<?> given) ? given : CompletableFuture.failedStage(
					new IllegalStateException("Method " + method.site() + " returned null instead of a future"));
		}
		catch (Throwable ex) {
			return CompletableFuture.failedStage(ex);
		}
	}

}
