package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Looks at the server behind the store: whether it is new enough, keeps the ledgers, and
 * lets the store do what it has to.
 */
final class RedisInspection {

	private static final Log logger = LogFactory.getLog(RedisInspection.class);

	// ZMSCORE came with it.
	private static final List<Integer> OLDEST = List.of(6, 2);

	private static final long LIMIT_MILLIS = 1000;

	private final RedisKeys keys;

	private final boolean waits;

	private final CompletableFuture<List<Finding>> first = new CompletableFuture<>();

	private volatile List<Finding> known = List.of();

	/**
	 * Creates an inspection.
	 * @param waits whether replicas are waited for
	 */
	RedisInspection(RedisKeys keys, boolean waits) {
		this.keys = keys;
		this.waits = waits;
	}

	/**
	 * Looks at each server that is verified, since rights and settings may have been
	 * changed meanwhile. A server that cannot be verified may lack a right: then it is
	 * looked at before the connection is given up.
	 */
	RedisTopology.Verifier besides(RedisTopology.Verifier verifier) {
		return (server, home, shard) -> {
			CompletableFuture<?> verified = verifier.verify(server, home, shard).toCompletableFuture();
			CompletableFuture<?> looked = verified.handle((done, error) -> look(server)).thenCompose((look) -> look);
			return verified.handle((done, error) -> (error == null) ? verified : looked.thenCompose((any) -> verified))
				.thenCompose((next) -> next);
		};
	}

	// Says in the log what is wrong, unless it said so before. Never fails.
	private CompletableFuture<?> look(StatefulConnection<byte[], byte[]> server) {
		return run(server).orTimeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS).thenAccept((findings) -> {
			findings.stream().filter((finding) -> !this.known.contains(finding)).forEach(RedisInspection::tell);
			this.known = findings;
			this.first.complete(findings);
		}).exceptionally((error) -> null);
	}

	/**
	 * What was found first; not complete before a server was asked.
	 */
	CompletableFuture<List<Finding>> result() {
		return this.first;
	}

	/**
	 * What keeps the store from working.
	 */
	Optional<String> fatal() {
		return this.known.stream().filter(Finding::fatal).map(Finding::text).findFirst();
	}

	/**
	 * The worst of what was found last.
	 */
	Optional<String> worst() {
		return this.known.stream().map(Finding::text).findFirst();
	}

	private static void tell(Finding finding) {
		if (finding.fatal()) {
			logger.error(finding.text());
		}
		else {
			logger.warn(finding.text());
		}
	}

	private CompletableFuture<List<Finding>> run(StatefulConnection<byte[], byte[]> connection) {
		AsyncCommand<byte[], byte[], byte[]> server = Commands.info("server");
		AsyncCommand<byte[], byte[], byte[]> memory = Commands.info("memory");
		Map<RedisRight, AsyncCommand<byte[], byte[], ?>> probes = new EnumMap<>(RedisRight.class);
		byte[] key = this.keys.probe();
		for (RedisRight right : RedisRight.values()) {
			if (right != RedisRight.WAIT || this.waits) {
				probes.put(right, right.probe(key));
			}
		}
		List<AsyncCommand<byte[], byte[], ?>> all = new ArrayList<>(probes.values());
		AsyncCommand<byte[], byte[], Long> removed = Commands.unlink(key);
		all.add(removed);
		all.add(server);
		all.add(memory);
		connection.dispatch(all);
		return removed.handle((count, error) -> null)
			.toCompletableFuture()
			.thenCombine(text(server).thenCombine(text(memory), String::concat),
					(nothing, info) -> findings(ServerLife.fields(info), probes));
	}

	// Without the right to ask, the rest can be found all the same.
	private static CompletionStage<String> text(AsyncCommand<byte[], byte[], byte[]> info) {
		return info.handle((reply, error) -> (error != null) ? "" : Commands.text(reply));
	}

	private List<Finding> findings(Map<String, String> info, Map<RedisRight, AsyncCommand<byte[], byte[], ?>> probes) {
		List<Finding> findings = new ArrayList<>();
		String version = info.get("redis_version");
		if (version != null && tooOld(version)) {
			findings.add(new Finding(true, "Redis " + version + " is too old: the cache needs 6.2 or newer"));
		}
		List<RedisRight> missing = probes.entrySet()
			.stream()
			.filter((probe) -> forbidden(probe.getValue()))
			.map(Map.Entry::getKey)
			.toList();
		if (!missing.isEmpty()) {
			findings.add(new Finding(true,
					"The user of the connection to Redis lacks rights on the keys ~" + this.keys.pattern() + ": "
							+ missing.stream().map(RedisRight::granted).collect(Collectors.joining(" "))));
		}
		String policy = info.getOrDefault("maxmemory_policy", "");
		if (policy.startsWith("allkeys")) {
			findings.add(new Finding(false, "Redis may evict any key (maxmemory-policy " + policy
					+ "). When it evicts a ledger, all answers of a tenant are void; use volatile-ttl or noeviction"));
		}
		return findings;
	}

	private static boolean forbidden(AsyncCommand<byte[], byte[], ?> probe) {
		return probe.isCompletedExceptionally()
				&& probe.handle((value, error) -> error != null && Failures.forbidden(Failures.unwrap(error)))
					.toCompletableFuture()
					.join();
	}

	static boolean tooOld(String version) {
		String[] parts = version.split("\\.");
		for (int i = 0; i < OLDEST.size(); i++) {
			int part = (i < parts.length) ? Integer.parseInt(parts[i].replaceAll("\\D", "0")) : 0;
			if (part != OLDEST.get(i)) {
				return part < OLDEST.get(i);
			}
		}
		return false;
	}

	/**
	 * Something that is wrong.
	 *
	 * @param fatal whether the store cannot work at all
	 * @param text what is wrong and what to change
	 */
	record Finding(boolean fatal, String text) {
	}

}
