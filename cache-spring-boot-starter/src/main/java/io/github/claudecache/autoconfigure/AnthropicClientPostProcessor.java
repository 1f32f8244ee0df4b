package io.github.claudecache.autoconfigure;

import java.util.function.Supplier;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import io.github.claudecache.client.anthropic.ClaudeCacheInterceptor;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts the cache between clients that are beans and Claude. It is the innermost
 * interceptor of a client, so it sees what the others have made of a request. A client
 * that has it already is not harmed by a second one. As with other proxies of Spring, the
 * bean is only seen by its interface afterwards.
 */
final class AnthropicClientPostProcessor implements BeanPostProcessor {

	private final Supplier<ClaudeCacheInterceptor> interceptor;

	AnthropicClientPostProcessor(Supplier<ClaudeCacheInterceptor> interceptor) {
		this.interceptor = interceptor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AnthropicClient client) {
			return this.interceptor.get().attach(client);
		}
		if (bean instanceof AnthropicClientAsync client) {
			return this.interceptor.get().attach(client);
		}
		return bean;
	}

}
