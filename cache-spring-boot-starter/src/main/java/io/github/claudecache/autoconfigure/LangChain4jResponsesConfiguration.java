package io.github.claudecache.autoconfigure;

import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.claudecache.client.langchain4j.LangChain4jResponses;
import io.github.claudecache.json.ResponseCodec;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Annotated methods may return what the models of LangChain4j return, also where these
 * are not cached themselves.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ChatResponse.class)
class LangChain4jResponsesConfiguration {

	@Bean
	ResponseCodec claudeCacheLangChain4jResponses() {
		return new LangChain4jResponses();
	}

}
