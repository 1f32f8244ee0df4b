package io.github.claudecache.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value is a tag, or a collection of tags, of the answer. It is part of the key like
 * any other parameter.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CacheTag {

	/**
	 * What is put before each value.
	 * @return for example {@code policy:}
	 */
	String prefix() default "";

}
