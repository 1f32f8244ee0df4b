package io.github.claudecache.autoconfigure;

import java.util.function.Supplier;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.core.http.Interceptor;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts the cache between clients that are beans and Claude. It is the innermost
 * interceptor of a client, so it sees what the others have made of a request. A client
 * that has it already is not harmed by a second one.
 */
final class AnthropicClientPostProcessor implements BeanPostProcessor {

	private final Supplier<? extends Interceptor> interceptor;

	AnthropicClientPostProcessor(Supplier<? extends Interceptor> interceptor) {
		this.interceptor = interceptor;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AnthropicClient client) {
			return client.withOptions((options) -> options.addInterceptor(this.interceptor.get()));
		}
		if (bean instanceof AnthropicClientAsync client) {
			return client.withOptions((options) -> options.addInterceptor(this.interceptor.get()));
		}
		return bean;
	}

}
