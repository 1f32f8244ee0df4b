package io.github.claudecache.autoconfigure;

import java.time.InstantSource;
import java.util.Map;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.redis.LettuceConnector;
import io.github.claudecache.redis.RedisAnswerStore;
import io.github.claudecache.store.AnswerStore;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Makes the store on Redis. Spring Boot creates a connection factory for localhost even
 * if nobody asked for Redis; that alone is not a reason to use it.
 */
final class RedisStores implements SharedStores {

	private static final String BOOT = "org.springframework.boot.";

	private final ConfigurableListableBeanFactory beans;

	private final Environment environment;

	private final ClaudeCacheProperties properties;

	private final CoreValues values;

	RedisStores(ConfigurableListableBeanFactory beans, Environment environment, ClaudeCacheProperties properties,
			CoreValues values) {
		this.beans = beans;
		this.environment = environment;
		this.properties = properties;
		this.values = values;
	}

	@Override
	public boolean configured() {
		if (this.properties.redis().connectionFactory() != null) {
			return true;
		}
		if (this.beans.getBeanNamesForType(LettuceConnectionFactory.class, true, false).length == 0) {
			return false;
		}
		boolean written = Binder.get(this.environment)
			.bind("spring.data.redis", Bindable.mapOf(String.class, Object.class))
			.map((properties) -> !properties.isEmpty())
			.orElse(false);
		return written || hasOwnFactory() || hasConnectionDetails();
	}

	@Override
	public AnswerStore create() {
		return new RedisAnswerStore(LettuceConnector.like(factory()), this.values.namespace(),
				new RedisAnswerStore.Settings(this.properties.redis().operationTimeout(), this.values.longestTtl(),
						this.values.retention(), (int) this.properties.admission().maxAnswerSize().toBytes(),
						(int) this.properties.redis().compressAbove().toBytes()),
				InstantSource.system());
	}

	private LettuceConnectionFactory factory() {
		String name = this.properties.redis().connectionFactory();
		try {
			return (name != null) ? this.beans.getBean(name, LettuceConnectionFactory.class)
					: this.beans.getBean(LettuceConnectionFactory.class);
		}
		catch (NoSuchBeanDefinitionException ex) {
			Map<String, LettuceConnectionFactory> found = this.beans.getBeansOfType(LettuceConnectionFactory.class,
					true, false);
			throw new ClaudeCacheConfigurationException(
					"The store on Redis needs one LettuceConnectionFactory that says where Redis is; there are "
							+ found.keySet() + ".",
					"Set spring.data.redis.host, or name one of the beans in claude.cache.redis.connection-factory.");
		}
	}

	private boolean hasOwnFactory() {
		for (String name : this.beans.getBeanNamesForType(LettuceConnectionFactory.class, true, false)) {
			if (!isOfBoot(name)) {
				return true;
			}
		}
		return false;
	}

	private boolean hasConnectionDetails() {
		return this.beans.getBeansOfType(DataRedisConnectionDetails.class, true, false)
			.values()
			.stream()
			.map((details) -> ClassUtils.getUserClass(details).getSimpleName())
			.anyMatch((name) -> !"PropertiesDataRedisConnectionDetails".equals(name));
	}

	private boolean isOfBoot(String name) {
		if (!this.beans.containsBeanDefinition(name)) {
			return false;
		}
		BeanDefinition definition = this.beans.getBeanDefinition(name);
		String configuration = definition.getFactoryBeanName();
		@Nullable Class<?> type = (configuration != null) ? this.beans.getType(configuration, false) : null;
		return type != null && ClassUtils.getUserClass(type).getName().startsWith(BOOT);
	}

}
