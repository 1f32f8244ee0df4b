package io.github.claudecache.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;

/**
 * Switches the cache on: {@link ClaudeCached} and {@link ClaudeCacheInvalidate} are
 * intercepted, and the cache, the invalidation service and the actuator endpoints become
 * beans. Without it on a configuration class the starter does nothing.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Import(ClaudeCacheRegistrar.class)
public @interface EnableClaudeCache {

}
