package io.github.claudecache.autoconfigure;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.github.claudecache.client.anthropic.SdkResponses;
import io.github.claudecache.json.ResponseCodec;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Annotated methods may return what the Anthropic SDK returns, also where its calls are
 * not cached themselves.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ ObjectMappers.class, RawMessageStreamEvent.class, BetaRawMessageStreamEvent.class })
class AnthropicResponsesConfiguration {

	@Bean
	ResponseCodec claudeCacheAnthropicResponses() {
		return new SdkResponses();
	}

}
