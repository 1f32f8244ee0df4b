package io.github.claudecache.testsupport.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@EveryRedisServer
class RedisProcessTests {

	@Parameter
	private RedisBinary binary;

	private RedisProcess server;

	@BeforeEach
	void start() {
		this.server = RedisProcess.start(this.binary);
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void serverIsOfTheLineThatWasAskedFor() {
		assertThat(this.server.info("server", "redis_version")).startsWith(this.binary.line() + ".");
		assertThat(this.server.info("server", "no_such_field")).isNull();
	}

	@Test
	void argumentsAreNotParsedInAnyWay() {
		this.server.command("SET", "a key", "\"quoted\"\r\n$ü");

		assertThat(this.server.command("GET", "a key").text()).isEqualTo("\"quoted\"\r\n$ü");
		assertThat(this.server.command("GET", "another").isNull()).isTrue();
		assertThat(this.server.command("LRANGE", "another", "0", "-1").list()).isEmpty();
		assertThat(this.server.command("DBSIZE").number()).isOne();
	}

	@Test
	void errorIsThrown() {
		assertThatExceptionOfType(RedisErrorException.class)
			.isThrownBy(() -> this.server.command("EVALSHA", "0".repeat(40), "0"))
			.matches((error) -> error.kind().equals("NOSCRIPT"));
	}

	@Test
	void givenArgumentsWin() {
		try (RedisProcess small = RedisProcess.start(this.binary, "--maxmemory", "10mb", "--appendonly", "yes")) {
			assertThat(small.info("memory", "maxmemory")).isEqualTo("10485760");
			assertThat(small.info("persistence", "aof_enabled")).isEqualTo("1");
		}
	}

	@Test
	void serverThatWantsAPasswordIsUpToo() {
		try (RedisProcess closed = RedisProcess.start(this.binary, "--requirepass", "secret")) {
			assertThatExceptionOfType(RedisErrorException.class).isThrownBy(() -> closed.command("PING"))
				.matches((error) -> error.kind().equals("NOAUTH"));
		}
	}

	@Test
	void commandsAreSentAsAnotherUserToo() {
		this.server.command("ACL", "SETUSER", "reader", "on", ">secret", "~*", "+get");

		assertThat(this.server.commandAs("reader", "secret", "GET", "k").isNull()).isTrue();
		assertThatExceptionOfType(RedisErrorException.class)
			.isThrownBy(() -> this.server.commandAs("reader", "secret", "SET", "k", "v"))
			.matches((error) -> error.kind().equals("NOPERM"));
		assertThatExceptionOfType(RedisErrorException.class)
			.isThrownBy(() -> this.server.commandAs("reader", "guess", "GET", "k"))
			.matches((error) -> error.kind().equals("WRONGPASS"));
	}

	@Test
	void firstArgumentMayBeAConfigurationFile(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("redis.conf"), "maxmemory 10mb\n");
		try (RedisProcess small = RedisProcess.start(this.binary, file.toString(), "--databases", "3")) {
			assertThat(small.info("memory", "maxmemory")).isEqualTo("10485760");
			assertThat(small.command("CONFIG", "GET", "databases")).hasToString("[databases, 3]");
		}
	}

	@Test
	void badArgumentFailsWithWhatTheServerSaysAboutIt() {
		assertThatIllegalStateException().isThrownBy(() -> RedisProcess.start(this.binary, "--no-such-option", "1"))
			.withMessageContaining("has ended")
			.withMessageContaining("no-such-option");
	}

	@Test
	void eachHasAPortAndADirectoryOfItsOwn() {
		try (RedisProcess other = RedisProcess.start(this.binary)) {
			other.command("SET", "k", "v");

			assertThat(other.directory()).isNotEqualTo(this.server.directory());
			assertThat(this.server.command("GET", "k").isNull()).isTrue();
		}
	}

	@Test
	void stoppedOrKilledServerRefusesConnectionsAndComesBackOnTheSamePort() {
		int port = this.server.port();
		for (Runnable end : new Runnable[] { this.server::stop, this.server::kill }) {
			this.server.command("SET", "k", "v");
			long pid = this.server.pid();

			end.run();
			assertThat(this.server.isRunning()).isFalse();
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.server.command("PING"));

			this.server.start();
			assertThat(this.server.port()).isEqualTo(port);
			assertThat(this.server.pid()).isNotEqualTo(pid);
			assertThat(this.server.command("GET", "k").isNull()).isTrue();
		}
	}

	@Test
	void restartBringsBackWhatWasSavedLast() {
		this.server.command("SET", "k", "saved");
		this.server.command("SAVE");
		this.server.command("SET", "k", "changed");

		this.server.restart();

		assertThat(this.server.command("GET", "k").text()).isEqualTo("saved");
	}

	@Test
	void emptyRestartBringsBackNothing() {
		this.server.command("SET", "k", "saved");
		this.server.command("SAVE");

		this.server.restartEmpty();

		assertThat(this.server.command("DBSIZE").number()).isZero();
	}

	@Test
	void emptyRestartForgetsTheAppendOnlyFileToo() {
		try (RedisProcess appending = RedisProcess.start(this.binary, "--appendonly", "yes", "--appendfsync",
				"always")) {
			appending.command("SET", "k", "v");
			appending.restart();
			assertThat(appending.command("GET", "k").text()).isEqualTo("v");

			appending.restartEmpty();
			assertThat(appending.command("DBSIZE").number()).isZero();
		}
	}

	@Test
	void suspendedServerAnswersWhenItGoesOn() {
		this.server.suspend();
		assertThat(this.server.isRunning()).isTrue();
		CompletableFuture<RedisReply> reply = CompletableFuture.supplyAsync(() -> this.server.command("PING"));
		assertThat(reply).isNotDone();

		this.server.resume();

		assertThat(Eventually.get(reply).text()).isEqualTo("PONG");
	}

	@Test
	void suspendedServerCanBeStoppedAndKilled() {
		this.server.suspend();
		this.server.stop();
		this.server.start();
		this.server.suspend();
		this.server.kill();

		assertThat(this.server.isRunning()).isFalse();
	}

	@Test
	void replicaHasWhatItsMasterHas() {
		this.server.command("SET", "k", "v");
		try (RedisProcess replica = RedisProcess.start(this.binary)) {
			replica.replicaOf(this.server);

			assertThat(replica.command("GET", "k").text()).isEqualTo("v");
			assertThatExceptionOfType(RedisErrorException.class).isThrownBy(() -> replica.command("SET", "k", "w"))
				.matches((error) -> error.kind().equals("READONLY"));
			assertThat(this.server.info("replication", "connected_slaves")).isEqualTo("1");

			replica.command("REPLICAOF", "NO", "ONE");
			replica.command("SET", "k", "w");
			assertThat(this.server.command("GET", "k").text()).isEqualTo("v");
		}
	}

	@Test
	void closedServerLeavesNothing() {
		ProcessHandle process = ProcessHandle.of(this.server.pid()).orElseThrow();
		this.server.command("SAVE");
		assertThat(this.server.directory()).isNotEmptyDirectory();

		this.server.close();
		this.server.close();

		assertThat(process.isAlive()).isFalse();
		assertThat(this.server.directory()).doesNotExist();
	}

	@Test
	void startScriptHasToReplaceItself(@TempDir Path directory) throws IOException {
		Path good = script(directory.resolve("good"), "exec " + this.binary.executable() + " \"$@\"");
		Path bad = script(directory.resolve("bad"), this.binary.executable() + " \"$@\"; true");

		try (RedisProcess started = RedisProcess.start(RedisBinary.at(this.binary.name(), good))) {
			assertThat(started.command("PING").text()).isEqualTo("PONG");
		}
		assertThatIllegalStateException().isThrownBy(() -> RedisProcess.start(RedisBinary.at(this.binary.name(), bad)))
			.withMessageContaining("'exec'");
	}

	@Test
	void noServerOutlivesAJvmThatIsHalted(@TempDir Path directory) throws IOException {
		Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.io.tmpdir=" + directory, "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				HaltedJvm.class.getName(), this.binary.name(), this.binary.executable().toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try (BufferedReader output = jvm.inputReader()) {
			int port = Integer.parseInt(String.valueOf(output.readLine()));
			assertThat(accepts(port)).isTrue();

			jvm.getOutputStream().close();

			Eventually.holds("the server has ended with its JVM", () -> !accepts(port));
			assertThat(jvm.onExit().join().exitValue()).isEqualTo(HaltedJvm.STATUS);
		}
	}

	private static boolean accepts(int port) {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static Path script(Path file, String line) throws IOException {
		Files.writeString(file, "#!/bin/sh\n" + line + "\n");
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
	}

	/**
	 * Starts a server, says where, and once its input ends it is gone without any notice.
	 */
	static final class HaltedJvm {

		static final int STATUS = 17;

		private HaltedJvm() {
		}

		public static void main(String[] arguments) throws IOException {
			RedisProcess server = RedisProcess.start(RedisBinary.at(arguments[0], Path.of(arguments[1])));
			System.out.println(server.port());
			while (System.in.read() >= 0) {
				continue;
			}
			Runtime.getRuntime().halt(STATUS);
		}

	}

}
