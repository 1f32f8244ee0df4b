package io.github.claudecache.benchmarks.speed.hit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import io.github.claudecache.request.DocumentRef;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * A method with {@link Cacheable} and the same parameters. Values are written as text,
 * which is faster than the serializers for JSON.
 */
final class SpringCache implements Side {

	private static final String NAME = "spring-cache";

	private static final Duration TTL = Duration.ofDays(1);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final Desk desk = new Desk();

	private final Faq faq;

	SpringCache(MeasuredRedis redis) {
		this.context.registerBean(MeasuredRedis.class, () -> redis,
				(definition) -> definition.setDestroyMethodName(""));
		this.context.registerBean(Desk.class, () -> this.desk);
		this.context.register(Caching.class, Faq.class);
		this.context.refresh();
		this.faq = this.context.getBean(Faq.class);
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public void store(Exchange exchange) {
		this.desk.expect(exchange);
		hit(exchange);
		this.desk.forget(exchange);
	}

	@Override
	public @Nullable String hit(Exchange exchange) {
		return this.faq.answer(exchange.question(), exchange.documents(), exchange.topic(), exchange.locale());
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

		@Bean(destroyMethod = "shutdown")
		ClientResources clientResources() {
			return MeasuredRedis.leanResources();
		}

		@Bean
		LettuceConnectionFactory connectionFactory(MeasuredRedis redis, ClientResources resources) {
			return new LettuceConnectionFactory(
					new RedisStandaloneConfiguration(redis.address().host(), redis.address().port()),
					LettuceClientConfiguration.builder().clientResources(resources).build());
		}

		@Bean
		CacheManager cacheManager(MeasuredRedis redis, RedisConnectionFactory factory) {
			// Immediate, so that an answer that was stored is there.
			return RedisCacheManager
				.builder(RedisCacheWriter.create(factory, RedisCacheWriterConfigurer::immediateWrites))
				.cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
					.entryTtl(TTL)
					.prefixCacheNameWith(redis.prefix(NAME))
					.serializeValuesWith(SerializationPair.fromSerializer(RedisSerializer.string())))
				.build();
		}

	}

	/**
	 * The annotated method.
	 */
	static class Faq {

		private final Desk desk;

		Faq(Desk desk) {
			this.desk = desk;
		}

		@Cacheable("faq")
		public String answer(String question, List<DocumentRef> documents, String topic, Locale locale) {
			return this.desk.answer(question);
		}

	}

}
