package io.github.claudecache.autoconfigure;

import io.lettuce.core.RedisClient;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Makes the store on Redis possible where its client is on the class path.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ LettuceConnectionFactory.class, RedisClient.class, DataRedisConnectionDetails.class })
class ClaudeCacheRedisConfiguration {

	@Bean
	SharedStores claudeCacheRedisStores(ConfigurableListableBeanFactory beans, Environment environment,
			ClaudeCacheProperties properties, CoreValues values) {
		return new RedisStores(beans, environment, properties, values);
	}

}
