package io.github.claudecache.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The documents that the answer is built from: a
 * {@link io.github.claudecache.request.DocumentRef} or a collection of them. Their
 * versions enter the key and their identifiers become tags.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CacheDocuments {

}
