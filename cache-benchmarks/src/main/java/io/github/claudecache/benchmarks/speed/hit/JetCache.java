package io.github.claudecache.benchmarks.speed.hit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.alicp.jetcache.CacheBuilder;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.anno.Cached;
import com.alicp.jetcache.anno.config.EnableMethodCache;
import com.alicp.jetcache.anno.support.GlobalCacheConfig;
import com.alicp.jetcache.anno.support.JetCacheBaseBeans;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import com.alicp.jetcache.support.Kryo5ValueDecoder;
import com.alicp.jetcache.support.Kryo5ValueEncoder;
import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import io.github.claudecache.request.DocumentRef;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * A method with {@link Cached} and the same parameters, kept remotely only. Values are
 * written by Kryo, the fastest of the encoders that JetCache has.
 */
final class JetCache implements Side {

	private static final String NAME = "jetcache";

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final Desk desk = new Desk();

	private final Faq faq;

	JetCache(MeasuredRedis redis) {
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
	@EnableMethodCache(basePackages = "io.github.claudecache.benchmarks.speed.hit")
	@Import(JetCacheBaseBeans.class)
	static class Caching {

		@Bean(destroyMethod = "shutdown")
		ClientResources clientResources() {
			return MeasuredRedis.leanResources();
		}

		@Bean(destroyMethod = "shutdown")
		RedisClient redisClient(MeasuredRedis redis, ClientResources resources) {
			return RedisClient.create(resources, RedisURI.create(redis.address().host(), redis.address().port()));
		}

		@Bean
		GlobalCacheConfig globalCacheConfig(MeasuredRedis redis, RedisClient client) {
			CacheBuilder remote = RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
				.keyConvertor(Fastjson2KeyConvertor.INSTANCE)
				.valueEncoder(Kryo5ValueEncoder.INSTANCE)
				.valueDecoder(Kryo5ValueDecoder.INSTANCE)
				.keyPrefix(redis.prefix(NAME))
				.redisClient(client);
			GlobalCacheConfig config = new GlobalCacheConfig();
			config.setRemoteCacheBuilders(Map.of("default", remote));
			config.setLocalCacheBuilders(Map.of());
			return config;
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

		@Cached(name = "faq:", cacheType = CacheType.REMOTE, expire = 1, timeUnit = TimeUnit.DAYS)
		public String answer(String question, List<DocumentRef> documents, String topic, Locale locale) {
			return this.desk.answer(question);
		}

	}

}
