package io.github.claudecache.testsupport.redis;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the tests of a class against each of {@link RedisServers#all()}. The class takes
 * the server as a {@link RedisBinary}, in a field annotated with
 * {@link org.junit.jupiter.params.Parameter @Parameter} or in its constructor.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{displayName}[{index}] on {0}")
@MethodSource("io.github.claudecache.testsupport.redis.RedisServers#all")
@ExtendWith(ServerInReport.class)
public @interface EveryRedisServer {

}
