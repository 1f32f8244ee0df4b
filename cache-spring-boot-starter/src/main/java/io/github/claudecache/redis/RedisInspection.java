package io.github.claudecache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

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

	private static final Duration LIMIT = Duration.ofSeconds(2);

	private final RedisLink link;

	private final RedisKeys keys;

	private final boolean waits;

	private final AtomicBoolean begun = new AtomicBoolean();

	private final CompletableFuture<List<Finding>> result = new CompletableFuture<>();

	/**
	 * Creates an inspection.
	 * @param waits whether replicas are waited for
	 */
	RedisInspection(RedisLink link, RedisKeys keys, boolean waits) {
		this.link = link;
		this.keys = keys;
		this.waits = waits;
	}

	/**
	 * Looks once, as soon as the server can be asked, and says in the log what is wrong.
	 */
	void begin() {
		if (!this.begun.compareAndSet(false, true)) {
			return;
		}
		run().whenComplete((findings, error) -> {
			if (error != null) {
				// The next connection will tell.
				this.begun.set(false);
				return;
			}
			findings.forEach((finding) -> {
				if (finding.fatal()) {
					logger.error(finding.text());
				}
				else {
					logger.warn(finding.text());
				}
			});
			this.result.complete(findings);
		});
	}

	/**
	 * What was found; not complete before the server was asked.
	 */
	CompletableFuture<List<Finding>> result() {
		return this.result;
	}

	/**
	 * The worst of what was found.
	 */
	Optional<String> worst() {
		return this.result.getNow(List.of()).stream().map(Finding::text).findFirst();
	}

	private CompletableFuture<List<Finding>> run() {
		return this.link.insist(LIMIT, (sink) -> {
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
			sink.send(all);
			return removed.handle((count, error) -> null)
				.toCompletableFuture()
				.thenCombine(
						server.thenCombine(memory, (first, second) -> Commands.text(first) + Commands.text(second)),
						(nothing, info) -> findings(ServerLife.fields(info), probes));
		});
	}

	private List<Finding> findings(Map<String, String> info, Map<RedisRight, AsyncCommand<byte[], byte[], ?>> probes) {
		List<Finding> findings = new ArrayList<>();
		String version = info.getOrDefault("redis_version", "0");
		if (tooOld(version)) {
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
