/**
 * Real Redis servers for tests, without containers and without a client library: a
 * server, a replica, a cluster, and a proxy that spoils the connection to one. The tests
 * of one JVM run against every server that {@link RedisServers} knows.
 * <p>
 * Needs Linux or macOS. Servers listen on the loopback interface only, and none outlives
 * the JVM that started it.
 */
@NullMarked
package io.github.claudecache.testsupport.redis;

import org.jspecify.annotations.NullMarked;
