package io.github.claudecache.redis.nodes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.redis.OnRestart;
import io.github.claudecache.redis.RedisAnswerStore;
import io.github.claudecache.redis.RedisSettings;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;

/**
 * A process that asks one question when it is told to, and whose Claude answers when it
 * is told to.
 */
public final class LeaseNode {

	static final Duration TERM = Duration.ofSeconds(2);

	private LeaseNode() {
	}

	/**
	 * Runs a node; it prints the answer.
	 * @param args port of Redis, a directory in which the processes tell each other
	 * things
	 * @throws Exception if something failed
	 */
	public static void main(String[] args) throws Exception {
		Path directory = Path.of(args[1]);
		RedisAnswerStore store = new RedisAnswerStore(Node.connector(Integer.parseInt(args[0])),
				new Namespace("leases", 3), new RedisSettings(Duration.ofSeconds(1), Duration.ofSeconds(2),
						Duration.ofDays(7), Duration.ofDays(8), 1 << 20, 32 * 1024, 0, OnRestart.VOID, Node.PATIENT),
				InstantSource.system());
		Node.awaitAvailable(store);
		ClaudeCache cache = ClaudeCache.builder()
			.caches(CacheDefinition.of("faq", "static"))
			.store(store)
			.leases(store.leases(), TERM)
			.build();
		ClaudeRequest request = ClaudeRequest.builder("faq", new TenantId("acme")).message("q").build();
		long pid = ProcessHandle.current().pid();
		Files.createFile(directory.resolve("ready-" + pid));
		await(directory.resolve("go"));
		ClaudeAnswer<String> answer = cache.answer(request, () -> {
			Files.writeString(directory.resolve("calls"), pid + " " + System.currentTimeMillis() + "\n",
					StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			await(directory.resolve("answer"));
			return ClaudeAnswer.complete("30 days");
		});
		System.out.println(Node.RESULT + answer.value());
		System.exit(0);
	}

	private static void await(Path file) throws IOException {
		while (!Files.exists(file)) {
			LockSupport.parkNanos(1_000_000);
		}
	}

}
