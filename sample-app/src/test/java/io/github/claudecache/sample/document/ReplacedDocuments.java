package io.github.claudecache.sample.document;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Other documents than those that the help desk would choose, for controls. Not annotated
 * as configurations, so that they are taken only where a test names them.
 */
public final class ReplacedDocuments {

	private ReplacedDocuments() {
	}

	/**
	 * Shared, wherever the answers are.
	 */
	public static class OnRedis {

		@Bean
		@Primary
		Documents sharedDocuments(StringRedisTemplate redis) {
			return new DocumentsOnRedis(redis, ShippedDocuments.load());
		}

	}

	/**
	 * Each process has its own, although answers are shared.
	 */
	public static class InEachProcess {

		@Bean
		@Primary
		Documents ownDocuments() {
			return new DocumentsInMemory(ShippedDocuments.load());
		}

	}

}
