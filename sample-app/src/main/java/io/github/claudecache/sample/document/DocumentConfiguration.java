package io.github.claudecache.sample.document;

import java.time.Duration;
import java.util.Map;

import io.github.claudecache.store.AnswerStore;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.Delay;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Where the documents are kept, and how patiently Redis is asked for them.
 */
@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {

	private static final Duration RECONNECT = Duration.ofMillis(100);

	// One decision for both: where answers are shared, each process must answer from the
	// same documents.
	@Bean
	Documents documents(AnswerStore answers, StringRedisTemplate redis) {
		Map<String, Document> shipped = ShippedDocuments.load();
		Documents documents = answers.status().kind().equals("redis") ? new DocumentsOnRedis(redis, shipped)
				: new DocumentsInMemory(shipped);
		// Before there are questions: so that the first ones find a connection, and what
		// was published until now has been seen even if Redis goes away.
		documents.current();
		return documents;
	}

	// The defaults hold a question up for a minute. They are shortened here and not in
	// application.yaml, where any property of Redis would count as a wish to use it.
	@Bean
	LettuceClientConfigurationBuilderCustomizer shortTimeout(
			@Value("${spring.data.redis.timeout:500ms}") Duration timeout) {
		return (client) -> client.commandTimeout(timeout);
	}

	// A command that is given while there is no connection fails at once. By default it
	// waits for one.
	@Bean
	LettuceClientOptionsBuilderCustomizer rejectWhileDisconnected(
			@Value("${spring.data.redis.connect-timeout:500ms}") Duration timeout) {
		return (options) -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
			.socketOptions(SocketOptions.builder().connectTimeout(timeout).build());
	}

	// By default up to half a minute passes between two attempts.
	@Bean
	ClientResourcesBuilderCustomizer reconnectSoon() {
		return (resources) -> resources.reconnectDelay(Delay.constant(RECONNECT));
	}

}
