package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@EveryRedisServer
class RedisFaultTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	// The longest that a server which answers at all may take here.
	private static final Duration SILENCE = Duration.ofSeconds(2);

	private static final String DONE = "OK";

	private static final String SILENT = "silence";

	private static final String ENDED = "end of the connection";

	@Parameter
	private RedisBinary binary;

	private RedisProcess server;

	private RedisProxy proxy;

	@BeforeEach
	void open() {
		this.server = RedisProcess.start(this.binary);
		this.proxy = RedisProxy.before(this.server);
	}

	@AfterEach
	void close() {
		this.proxy.close();
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void faultStrikesConnectionsOldAndNewUntilItEnds(RedisFault fault) throws IOException {
		String life = this.server.info("server", "run_id");
		for (int round = 0; round < 2; round++) {
			try (RespConnection old = connect(SILENCE)) {
				assertThat(outcome(old, "SET", "round " + round, "v")).isEqualTo(DONE);

				fault.begin(this.server, this.proxy);

				assertThat(outcome(old, "SET", "round " + round, "v")).isIn(symptom(fault), ENDED);
				assertThat(outcomeOnNewConnection("SET", "round " + round, "v")).isEqualTo(symptom(fault));
			}

			fault.end(this.server, this.proxy);

			try (RespConnection next = connect(TIMEOUT)) {
				assertThat(outcome(next, "PING")).isEqualTo("PONG");
			}
		}
		boolean kept = fault != RedisFault.KILLED;
		assertThat(this.server.command("DBSIZE").number()).isEqualTo(kept ? 2 : 0);
		assertThat(life.equals(this.server.info("server", "run_id"))).isEqualTo(kept);
		assertThat(this.server.command("ACL", "USERS")).hasToString("[default]");
	}

	@ParameterizedTest
	@EnumSource(names = { "OUT_OF_MEMORY", "READ_ONLY", "NOT_SAVING" })
	void serverThatRefusesWritesAnswersReads(RedisFault fault) throws IOException {
		this.server.command("SET", "k", "v");

		fault.begin(this.server, this.proxy);

		try (RespConnection client = connect(TIMEOUT)) {
			assertThat(outcome(client, "GET", "k")).isEqualTo("v");
		}
	}

	@Test
	void slowServerTakes200MillisecondsLonger() throws IOException {
		try (RespConnection client = connect(TIMEOUT)) {
			RedisFault.SLOW.begin(this.server, this.proxy);
			long begin = System.nanoTime();

			assertThat(outcome(client, "PING")).isEqualTo("PONG");

			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
		}
	}

	@Test
	void userWithAPasswordIsToldThatItIsWrong() throws IOException {
		this.server.command("ACL", "SETUSER", "default", "resetpass", ">original");
		this.server.commandAs("default", "original", "ACL", "SETUSER", "default", "nopass");

		RedisFault.WRONG_PASSWORD.begin(this.server, this.proxy);

		try (RespConnection client = connect(TIMEOUT)) {
			assertThat(outcome(client, "AUTH", "default", "original")).isEqualTo("WRONGPASS");
		}
	}

	@Test
	void savedDataIsThereAfterAFailureToSave() {
		this.server.command("SET", "k", "saved");
		this.server.command("SAVE");
		RedisFault.NOT_SAVING.begin(this.server, this.proxy);
		RedisFault.NOT_SAVING.end(this.server, this.proxy);

		this.server.restart();

		assertThat(this.server.command("GET", "k").text()).isEqualTo("saved");
	}

	private static String symptom(RedisFault fault) {
		return switch (fault) {
			case KILLED, RESET -> ENDED;
			case STOPPED, BLACK_HOLE, UNREACHABLE -> SILENT;
			case SLOW -> DONE;
			case LOADING -> "LOADING";
			case BUSY -> "BUSY";
			case OUT_OF_MEMORY -> "OOM";
			case READ_ONLY -> "READONLY";
			case NOT_SAVING -> "MISCONF";
			case NO_RIGHTS -> "NOPERM";
			case WRONG_PASSWORD -> "NOAUTH";
		};
	}

	private String outcomeOnNewConnection(String... command) {
		try (RespConnection next = connect(SILENCE)) {
			return outcome(next, command);
		}
		catch (SocketTimeoutException ex) {
			return SILENT;
		}
		catch (IOException ex) {
			return ENDED;
		}
	}

	private static String outcome(RespConnection client, String... command) {
		try {
			return client.command(command).text();
		}
		catch (RedisErrorException ex) {
			return ex.kind();
		}
		catch (SocketTimeoutException ex) {
			return SILENT;
		}
		catch (IOException ex) {
			return ENDED;
		}
	}

	private RespConnection connect(Duration timeout) throws IOException {
		return new RespConnection(this.proxy.port(), timeout);
	}

}
