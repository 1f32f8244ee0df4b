package io.github.claudecache.autoconfigure;

import io.github.claudecache.client.springai.SpringAiResponses;
import io.github.claudecache.json.ResponseCodec;
import org.springframework.ai.chat.model.ChatResponse;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Annotated methods may return what the models of Spring AI return, also where its chat
 * clients are not cached themselves.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ChatResponse.class)
class SpringAiResponsesConfiguration {

	@Bean
	ResponseCodec claudeCacheSpringAiResponses() {
		return new SpringAiResponses();
	}

}
