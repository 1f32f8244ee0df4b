/**
 * Real Redis servers for tests, without containers and without a client library: a
 * server, a replica, a cluster, a Sentinel, a proxy that spoils the connection to one,
 * and a table of what else can be wrong with one. The tests of one JVM run against every
 * server that {@link RedisServers} knows.
 * <p>
 * Needs Linux or macOS. Servers listen on the loopback interface only, and none outlives
 * the JVM that started it.
 */
@NullMarked
package io.github.claudecache.testsupport.redis;

import org.jspecify.annotations.NullMarked;
