package io.github.claudecache.redis;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.claudecache.testsupport.redis.ServerInReport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the tests of a class against each {@link RedisBackend}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{displayName}[{index}] on {0}")
@MethodSource("io.github.claudecache.redis.RedisBackend#all")
@ExtendWith(ServerInReport.class)
@interface EveryRedis {

}
