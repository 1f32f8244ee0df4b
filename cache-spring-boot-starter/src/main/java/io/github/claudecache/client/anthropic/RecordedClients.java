package io.github.claudecache.client.anthropic;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.http.AsyncStreamResponse;
import io.github.claudecache.recording.Recording;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;

/**
 * Clients whose asynchronous calls are recorded. The SDK hands such a call to a thread of
 * its own before any interceptor sees it, so it is looked at where the caller still is:
 * at the method of the service. If an annotated method is running there, the call goes
 * through a copy of the service whose innermost interceptor has the recording. The copy
 * shares connections and threads, and nobody else has it. Safe for use by many threads.
 */
final class RecordedClients {

	private static final String SERVICES = "com.anthropic.services.async.";

	private final ClaudeCacheInterceptor interceptor;

	RecordedClients(ClaudeCacheInterceptor interceptor) {
		this.interceptor = interceptor;
	}

	/**
	 * A client, or a service of one, that does what another one does.
	 * @param <T> the interface
	 * @param type the interface
	 * @param target does the work
	 * @return what is to be called instead
	 */
	<T> T of(Class<T> type, Object target) {
		ProxyFactory factory = new ProxyFactory();
		factory.setInterfaces(type);
		factory.setTarget(target);
		factory.addAdvice(new Calls(type));
		return type.cast(factory.getProxy(type.getClassLoader()));
	}

	private static boolean leadsToCalls(Class<?> type) {
		return type == AnthropicClient.class || type == AnthropicClientAsync.class
				|| type == AnthropicClientAsync.WithRawResponse.class || isService(type);
	}

	private static boolean isService(Class<?> type) {
		return type.isInterface() && type.getName().startsWith(SERVICES);
	}

	/**
	 * The calls of one client or service.
	 */
	private final class Calls implements MethodInterceptor {

		private final Class<?> type;

		// The SDK gives the same service each time, too.
		private final Map<String, Object> services = new ConcurrentHashMap<>();

		Calls(Class<?> type) {
			this.type = type;
		}

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			Method method = invocation.getMethod();
			if (leadsToCalls(method.getReturnType())) {
				return reached(invocation);
			}
			Recording recording = isService(this.type) ? Recording.current() : null;
			Object service = invocation.getThis();
			if (recording == null || service == null) {
				return invocation.proceed();
			}
			Object given = AopUtils.invokeJoinpointUsingReflection(copy(service, recording), method,
					invocation.getArguments());
			if (given instanceof CompletableFuture<?> future) {
				return RecordedFuture.of(future, recording);
			}
			return (given instanceof AsyncStreamResponse<?> response) ? new RecordedEvents<>(response, recording)
					: given;
		}

		private @Nullable Object reached(MethodInvocation invocation) throws Throwable {
			Object target = invocation.proceed();
			if (target == null) {
				return null;
			}
			Method method = invocation.getMethod();
			return (method.getParameterCount() == 0)
					? this.services.computeIfAbsent(method.getName(), (name) -> of(method.getReturnType(), target))
					: of(method.getReturnType(), target);
		}

		private Object copy(Object service, Recording recording) throws Throwable {
			Consumer<ClientOptions.Builder> options = (builder) -> builder
				.replaceHeaders(CallPlanner.RECORDED_HEADER, "true")
				.addInterceptor(RecordedClients.this.interceptor.recording(recording));
			Object copy = AopUtils.invokeJoinpointUsingReflection(service,
					this.type.getMethod("withOptions", Consumer.class), new Object[] { options });
			return (copy != null) ? copy : service;
		}

	}

}
