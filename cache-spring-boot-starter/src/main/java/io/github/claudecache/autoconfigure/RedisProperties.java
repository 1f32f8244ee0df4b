package io.github.claudecache.autoconfigure;

import java.time.Duration;

import io.github.claudecache.redis.OnRestart;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The store on Redis.
 *
 * @param operationTimeout How long a lookup waits for Redis before it asks Claude, 10ms
 * to 10s.
 * @param invalidationTimeout How long an invalidation waits for Redis before it fails,
 * 10ms to 60s; as long again for replicas.
 * @param replicasToWaitFor Number of replicas that must have an invalidation before it is
 * confirmed, 0 to 16. With fewer it fails, and is sent again.
 * @param onRestart What becomes of the answers when Redis was restarted or failed over
 * and may have lost invalidations: 'void' retires them all, 'keep' serves them on.
 * @param lease How long one process may ask Claude while the others wait for its answer,
 * 1s to 60s; it is renewed while the call lasts. Without it each process asks by itself.
 * @param failFast Whether the application does not start when Redis cannot be reached, is
 * too old or does not grant a right that is needed.
 * @param connectionFactory Name of the bean that says where Redis is, if there are
 * several.
 * @param compressAbove Size above which an answer is compressed if that makes it smaller,
 * 1KB to 64MB. It takes less than half the memory then, and one to three microseconds
 * more per KB at every hit. At the size of the largest answer nothing is compressed.
 * @param breaker when lookups stop asking
 */
record RedisProperties(@DefaultValue("250ms") Duration operationTimeout,
		@DefaultValue("2s") Duration invalidationTimeout, @DefaultValue("0") int replicasToWaitFor,
		@DefaultValue("void") OnRestart onRestart, @Nullable Duration lease, @DefaultValue("false") boolean failFast,
		@Nullable String connectionFactory, @DefaultValue("32KB") DataSize compressAbove,
		@DefaultValue Breaker breaker) {

	/**
	 * When lookups stop asking a Redis that fails them. Invalidations always try.
	 *
	 * @param enabled Whether lookups stop asking at all.
	 * @param failures How many lookups have to fail or be slow before calls go straight
	 * to Claude, 1 to 1000. Redis is then asked by a probe a second until it answers
	 * well.
	 * @param slowAfter How long Redis may take to answer before a lookup counts as
	 * failed, 1ms to 10s.
	 */
	record Breaker(@DefaultValue("true") boolean enabled, @DefaultValue("5") int failures,
			@DefaultValue("100ms") Duration slowAfter) {
	}

}
