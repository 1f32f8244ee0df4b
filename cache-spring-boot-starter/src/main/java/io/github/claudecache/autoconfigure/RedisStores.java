package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.claudecache.audit.SharedAudit;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.redis.LettuceConnector;
import io.github.claudecache.redis.RedisAnswerStore;
import io.github.claudecache.redis.SharedIndexSettings;
import io.github.claudecache.semantic.QuestionJudge;
import io.github.claudecache.semantic.SemanticIndex;
import io.github.claudecache.store.AnswerStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

	private static final Log logger = LogFactory.getLog(RedisStores.class);

	private static final Duration FAIL_FAST_LIMIT = Duration.ofSeconds(5);

	// The properties that say where Redis is. A timeout alone does not.
	private static final List<String> WHERE = List.of("host", "port", "url", "sentinel.nodes", "cluster.nodes",
			"masterreplica.nodes", "sentinel.master");

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
		boolean written = WHERE.stream().anyMatch(this::isWritten);
		return written || hasOwnFactory() || hasConnectionDetails();
	}

	@Override
	public AnswerStore create() {
		LettuceConnector connector = connector();
		connector.remarks().forEach(logger::warn);
		RedisAnswerStore store = new RedisAnswerStore(connector, this.values.namespace(), this.values.redisSettings(),
				InstantSource.system());
		if (this.properties.redis().failFast()) {
			requireUsable(store);
		}
		return store;
	}

	private LettuceConnector connector() {
		LettuceConnectionFactory factory = factory();
		try {
			return LettuceConnector.like(factory);
		}
		catch (IllegalArgumentException ex) {
			throw new ClaudeCacheConfigurationException(ex.getMessage() + ".",
					"Change the factory, or name another one in claude.cache.redis.connection-factory.");
		}
	}

	@Override
	public @Nullable Leases leases(AnswerStore store) {
		Duration term = this.properties.redis().lease();
		return (term != null && store instanceof RedisAnswerStore redis) ? new Leases(redis.leases(), term) : null;
	}

	@Override
	public @Nullable SemanticIndex index(AnswerStore store, IndexType type, QuestionJudge judge) {
		if (!(store instanceof RedisAnswerStore redis)) {
			return null;
		}
		SharedIndexSettings.Kind kind = switch (type) {
			case FOLLOWING -> SharedIndexSettings.Kind.FOLLOWING;
			case VECTOR_SETS -> SharedIndexSettings.Kind.VECTOR_SETS;
			default -> SharedIndexSettings.Kind.AUTO;
		};
		ClaudeCacheProperties.OtherWordings settings = this.properties.semantic();
		return redis.semanticIndex(new SharedIndexSettings(kind, settings.maxPartitions(), settings.maxQuestions()),
				judge::prepare);
	}

	@Override
	public @Nullable SharedAudit audits(AnswerStore store, Duration lifetime) {
		return (store instanceof RedisAnswerStore redis) ? redis.audits(lifetime) : null;
	}

	private static void requireUsable(RedisAnswerStore store) {
		String remedy = "Make Redis available, or set claude.cache.redis.fail-fast=false to start without it.";
		try {
			List<String> problems = store.problems()
				.toCompletableFuture()
				.get(FAIL_FAST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
			if (!problems.isEmpty()) {
				throw failure(store, String.join(" ", problems), remedy);
			}
		}
		catch (TimeoutException ex) {
			throw failure(store, "Redis could not be reached within " + FAIL_FAST_LIMIT.toSeconds() + " s: "
					+ store.status().detail() + ".", remedy);
		}
		catch (ExecutionException ex) {
			throw failure(store, "Redis could not be asked: " + ex.getCause() + ".", remedy);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure(store, "The start-up was interrupted.", remedy);
		}
	}

	private static ClaudeCacheConfigurationException failure(RedisAnswerStore store, String problem, String remedy) {
		store.close();
		return new ClaudeCacheConfigurationException(problem, remedy);
	}

	private boolean isWritten(String property) {
		return Binder.get(this.environment)
			.bind("spring.data.redis." + property, Bindable.listOf(String.class))
			.isBound();
	}

	private LettuceConnectionFactory factory() {
		if (isWritten("masterreplica.nodes")) {
			throw new ClaudeCacheConfigurationException(
					"The store on Redis does not support spring.data.redis.masterreplica.nodes: it asks masters only, and"
							+ " such a list does not say which server is the master.",
					"Name the master in spring.data.redis.host, or use Sentinel, or set claude.cache.store=memory.");
		}
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
