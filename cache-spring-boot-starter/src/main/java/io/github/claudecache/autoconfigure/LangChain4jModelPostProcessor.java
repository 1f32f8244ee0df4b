package io.github.claudecache.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.function.Supplier;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.github.claudecache.client.langchain4j.CachedModels;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ReflectionUtils;

/**
 * Puts the cache before chat models that are beans. A proxy, not the decorator itself: an
 * application may inject its model by the class that it has. A class that is final is
 * only seen by its interfaces afterwards, as with every other proxy of Spring.
 */
final class LangChain4jModelPostProcessor implements BeanPostProcessor {

	private static final Set<String> CALLS = Set.of("chat", "doChat");

	private final Supplier<CachedModels> models;

	LangChain4jModelPostProcessor(Supplier<CachedModels> models) {
		this.models = models;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if ((!(bean instanceof ChatModel) && !(bean instanceof StreamingChatModel)) || CachedModels.isCached(bean)) {
			return bean;
		}
		ProxyFactory factory = new ProxyFactory(bean);
		factory.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
		factory.addAdvice(new Calls(bean));
		return factory.getProxy(bean.getClass().getClassLoader());
	}

	/**
	 * Sends the calls of a model through the cache, and everything else to the model.
	 */
	private final class Calls implements MethodInterceptor {

		private final Object bean;

		private volatile @Nullable ChatModel plain;

		private volatile @Nullable StreamingChatModel streaming;

		Calls(Object bean) {
			this.bean = bean;
		}

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			Method method = invocation.getMethod();
			if (CALLS.contains(method.getName())) {
				Method call = declaredBy(ChatModel.class, method);
				if (call != null && this.bean instanceof ChatModel model) {
					return AopUtils.invokeJoinpointUsingReflection(plain(model), call, invocation.getArguments());
				}
				call = declaredBy(StreamingChatModel.class, method);
				if (call != null && this.bean instanceof StreamingChatModel model) {
					return AopUtils.invokeJoinpointUsingReflection(streaming(model), call, invocation.getArguments());
				}
			}
			return invocation.proceed();
		}

		private ChatModel plain(ChatModel model) {
			ChatModel known = this.plain;
			if (known == null) {
				known = LangChain4jModelPostProcessor.this.models.get().cached(model);
				this.plain = known;
			}
			return known;
		}

		private StreamingChatModel streaming(StreamingChatModel model) {
			StreamingChatModel known = this.streaming;
			if (known == null) {
				known = LangChain4jModelPostProcessor.this.models.get().cached(model);
				this.streaming = known;
			}
			return known;
		}

		private static @Nullable Method declaredBy(Class<?> type, Method method) {
			return ReflectionUtils.findMethod(type, method.getName(), method.getParameterTypes());
		}

	}

}
