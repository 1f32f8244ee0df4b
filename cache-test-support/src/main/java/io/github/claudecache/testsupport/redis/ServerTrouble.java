package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.testsupport.Eventually;

/**
 * Brings a server into trouble with its own commands, and out of it.
 */
final class ServerTrouble {

	// The default user may have no rights, or a password that was changed.
	private static final String HELPER = "fault-kit";

	private static final String ANY_PASSWORD = "any";

	// While it loads, a server looks at requests once in two megabytes.
	private static final int FILLER_BYTES = 2 * 1024 * 1024 + 1;

	private static final int FILLERS = 40;

	private static final Duration FILLER_DELAY = Duration.ofMillis(250);

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private ServerTrouble() {
	}

	static void load(RedisProcess server) {
		server.command("CONFIG", "SET", "rdbcompression", "no");
		server.command("DEBUG", "POPULATE", Integer.toString(FILLERS), HELPER, Integer.toString(FILLER_BYTES));
		server.command("CONFIG", "SET", "key-load-delay", Long.toString(FILLER_DELAY.toNanos() / 1000));
		send(server, "DEBUG", "RELOAD");
		awaitError(server, "LOADING");
	}

	static void endLoad(RedisProcess server) {
		if (server.binary().has(7, 0)) {
			server.command("CONFIG", "SET", "key-load-delay", "0");
		}
		awaitAnswer(server);
		server.command("CONFIG", "SET", "key-load-delay", "0");
		server.command(Stream.concat(Stream.of("UNLINK"), IntStream.range(0, FILLERS).mapToObj((i) -> HELPER + ":" + i))
			.toArray(String[]::new));
		server.command("CONFIG", "SET", "rdbcompression", "yes");
	}

	static void occupy(RedisProcess server) {
		server.command("CONFIG", "SET", "lua-time-limit", "1");
		send(server, "EVAL", "while true do end", "0");
		awaitError(server, "BUSY");
	}

	static void release(RedisProcess server) {
		server.command("SCRIPT", "KILL");
		awaitAnswer(server);
		server.command("CONFIG", "SET", "lua-time-limit", "5000");
	}

	static void fill(RedisProcess server) {
		server.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
		server.command("CONFIG", "SET", "maxmemory", "1");
	}

	static void drain(RedisProcess server) {
		server.command("CONFIG", "SET", "maxmemory", "0");
	}

	// A file cannot take the name of a directory, whoever the user is.
	static void breakSaving(RedisProcess server) {
		Path file = dump(server);
		try {
			if (Files.isRegularFile(file)) {
				Files.move(file, aside(file), StandardCopyOption.REPLACE_EXISTING);
			}
			Files.createDirectory(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		// Without a plan to save, a failure to do so is nothing to complain about.
		server.command("CONFIG", "SET", "save", "3600 1000000000");
		server.command("BGSAVE");
		Eventually.holds(server + " has failed to save", RedisProcess.BETWEEN_QUESTIONS,
				() -> "err".equals(server.info("persistence", "rdb_last_bgsave_status")));
	}

	static void mendSaving(RedisProcess server) {
		server.command("CONFIG", "SET", "save", "");
		Path file = dump(server);
		try {
			Files.delete(file);
			if (Files.exists(aside(file))) {
				Files.move(aside(file), file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void withdrawRights(RedisProcess server) {
		addHelper(server);
		server.command("ACL", "SETUSER", "default", "-@all");
	}

	static void grantRights(RedisProcess server) {
		server.commandAs(HELPER, ANY_PASSWORD, "ACL", "SETUSER", "default", "+@all");
		removeHelper(server);
	}

	static void changePassword(RedisProcess server) {
		addHelper(server);
		server.command("ACL", "SETUSER", "default", "resetpass", ">changed");
	}

	static void removePassword(RedisProcess server) {
		server.commandAs(HELPER, ANY_PASSWORD, "ACL", "SETUSER", "default", "nopass");
		removeHelper(server);
	}

	private static void addHelper(RedisProcess server) {
		server.command("ACL", "SETUSER", HELPER, "on", "nopass", "~*", "&*", "+@all");
	}

	private static void removeHelper(RedisProcess server) {
		server.command("ACL", "DELUSER", HELPER);
	}

	private static Path dump(RedisProcess server) {
		return server.directory().resolve("dump.rdb");
	}

	private static Path aside(Path dump) {
		return dump.resolveSibling("dump.rdb.aside");
	}

	// Nobody waits for the reply.
	private static void send(RedisProcess server, String... command) {
		try (RespConnection connection = new RespConnection(server.port(), TIMEOUT)) {
			connection.send(command);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void awaitError(RedisProcess server, String kind) {
		Eventually.holds(server + " is " + kind, RedisProcess.BETWEEN_QUESTIONS, () -> errorOf(server).equals(kind));
	}

	private static void awaitAnswer(RedisProcess server) {
		Eventually.holds(server + " answers", RedisProcess.BETWEEN_QUESTIONS, () -> errorOf(server).isEmpty());
	}

	private static String errorOf(RedisProcess server) {
		try {
			server.command("PING");
			return "";
		}
		catch (RedisErrorException ex) {
			return ex.kind();
		}
	}

}
