package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@EveryRedisServer
class RedisProxyTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final Duration SHORT = Duration.ofMillis(200);

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

	@Test
	void everythingPassesUntilAFaultIsAskedFor() throws IOException {
		String large = "x".repeat(1_000_000);
		try (RespConnection client = connect(LONG)) {
			client.command("SET", "large", large);
			List<String> sent = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
			for (String text : sent) {
				client.send("ECHO", text);
			}

			for (String text : sent) {
				assertThat(client.reply().text()).isEqualTo(text);
			}
			assertThat(client.command("GET", "large").text()).isEqualTo(large);
			assertThat(this.proxy.strikes()).isZero();
		}
		Eventually.holds("the connection that the client has closed is gone", () -> this.proxy.connections() == 0);
	}

	@Test
	void requestsBeforeTheClientsEndAreAnswered() throws IOException {
		try (RespConnection client = connect(LONG)) {
			client.send("ECHO", "last");
			client.endRequests();

			assertThat(client.reply().text()).isEqualTo("last");
			assertThatExceptionOfType(IOException.class).isThrownBy(client::reply);
		}
	}

	@Test
	void delayedRepliesArriveInOrderAndNotOneAfterTheOther() throws IOException {
		Duration delay = Duration.ofMillis(300);
		int replies = 50;
		try (RespConnection client = connect(LONG)) {
			client.command("PING");
			this.proxy.delay(delay);
			long begin = System.nanoTime();
			for (int i = 0; i < replies; i++) {
				client.send("ECHO", Integer.toString(i));
			}

			assertThat(client.reply().text()).isEqualTo("0");
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(delay);
			for (int i = 1; i < replies; i++) {
				assertThat(client.reply().text()).isEqualTo(Integer.toString(i));
			}
			assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(delay.multipliedBy(replies / 2));

			this.proxy.pass();
			assertThat(client.command("PING").text()).isEqualTo("PONG");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> this.proxy.delay(Duration.ofMillis(-1)));
	}

	@Test
	void cutEndsEveryConnectionAndLetsNewOnesPass() throws IOException {
		try (RespConnection client = connect(LONG); RespConnection other = connect(LONG)) {
			client.command("PING");
			other.command("PING");

			this.proxy.cut();

			assertThat(this.proxy.strikes()).isEqualTo(2);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.command("PING"));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> other.command("PING"));
		}
		try (RespConnection next = connect(LONG)) {
			assertThat(next.command("PING").text()).isEqualTo("PONG");
		}
	}

	@Test
	void resetEndsEveryConnectionAndEveryNewOneUntilItEnds() throws IOException {
		try (RespConnection client = connect(LONG)) {
			client.command("PING");

			this.proxy.reset();

			assertThat(this.proxy.strikes()).isOne();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.command("PING"));
			for (int i = 0; i < 3; i++) {
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
					try (RespConnection next = connect(LONG)) {
						next.command("PING");
					}
				});
			}
			this.proxy.pass();
			try (RespConnection next = connect(LONG)) {
				assertThat(next.command("PING").text()).isEqualTo("PONG");
			}
		}
	}

	@Test
	void requestsStillArriveAfterHalfAClose() throws IOException {
		try (RespConnection client = connect(LONG)) {
			client.command("PING");

			this.proxy.halfClose();

			assertThat(this.proxy.strikes()).isOne();
			assertThatExceptionOfType(IOException.class).isThrownBy(client::reply);
			client.send("SET", "k", "v");
			client.send("SET", "l", "w");
			Eventually.holds("the server has both", () -> this.server.command("DBSIZE").number() == 2);
		}
	}

	@Test
	void blackHoleAcceptsAndPassesNothingOnUntilItEnds() throws IOException {
		try (RespConnection client = connect(SHORT)) {
			client.command("PING");
			this.proxy.blackHole();

			try (RespConnection other = connect(SHORT)) {
				other.send("SET", "new", "v");
				client.send("SET", "old", "v");

				assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client::reply);
				assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(other::reply);
				assertThat(this.server.command("DBSIZE").number()).isZero();

				this.proxy.pass();
				Eventually.holds("what was held has arrived", () -> this.server.command("DBSIZE").number() == 2);
			}
		}
	}

	@Test
	void nobodyCanConnectWhileItIsUnreachableAndWhoeverIsConnectedWaits() throws IOException {
		try (RespConnection client = connect(SHORT)) {
			client.command("PING");
			this.proxy.unreachable();

			client.send("SET", "old", "v");
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client::reply);
			for (int i = 0; i < 3; i++) {
				assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connect(SHORT));
			}
			assertThat(this.server.command("DBSIZE").number()).isZero();

			this.proxy.pass();
			Eventually.holds("what was held has arrived", () -> this.server.command("DBSIZE").number() == 1);
			try (RespConnection next = connect(LONG)) {
				assertThat(next.command("PING").text()).isEqualTo("PONG");
			}
			Eventually.holds("only the client is connected", () -> this.proxy.connections() == 1);
		}
	}

	@Test
	void repliesAreDroppedAfterTheirRequestsWereCarriedOut() throws IOException {
		try (RespConnection client = connect(SHORT)) {
			client.command("PING");
			this.proxy.dropReplies();

			client.send("SET", "k", "v");
			client.send("SET", "l", "w");
			Eventually.holds("both replies are dropped", () -> this.proxy.strikes() == 2);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client::reply);
			assertThat(this.server.command("DBSIZE").number()).isEqualTo(2);

			this.proxy.pass();
			assertThat(client.command("GET", "l").text()).isEqualTo("w");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "3" })
	void twoRepliesAreSwappedWholeAndTheOthersAreNot(String protocol) throws IOException {
		try (RespConnection client = connect(LONG)) {
			client.command("HELLO", protocol);
			client.command("HSET", "hash", "field", "value\r\n+OK");
			this.proxy.swapTwoReplies();

			client.send("HGETALL", "hash");
			client.send("EVAL", "return {1, {2, {}}, 'x', false}", "0");
			client.send("ECHO", "third");
			client.send("ECHO", "fourth");

			assertThat(client.reply()).hasToString("[1, [2, []], x, (null)]");
			assertThat(client.reply()).hasToString("[field, value\r\n+OK]");
			assertThat(client.reply().text()).isEqualTo("third");
			assertThat(client.reply().text()).isEqualTo("fourth");
			assertThat(this.proxy.strikes()).isOne();
		}
	}

	@Test
	void aConnectionThatEndsWithOneReplyOfTwoLeavesTheSwapToTheNext() throws IOException {
		try (RespConnection client = connect(SHORT)) {
			this.proxy.swapTwoReplies();
			client.send("ECHO", "only");
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(client::reply);
		}
		// The proxy notices the end in its own time.
		String last = "second";
		try (RespConnection client = connect(LONG)) {
			for (int pair = 0; pair < 10_000 && last.equals("second"); pair++) {
				client.send("ECHO", "first");
				client.send("ECHO", "second");
				client.reply();
				last = client.reply().text();
			}
		}
		assertThat(last).isEqualTo("first");
		assertThat(this.proxy.strikes()).isOne();
	}

	@Test
	void whatTheServerSendsUnaskedIsNeitherSwappedNorDropped() throws IOException {
		try (RespConnection client = connect(LONG)) {
			client.command("HELLO", "3");
			client.command("CLIENT", "TRACKING", "ON");
			client.command("GET", "k");
			this.proxy.swapTwoReplies();
			client.send("ECHO", "first");
			this.server.command("SET", "k", "v");
			assertThat(client.reply()).hasToString("[invalidate, [k]]");
			client.send("ECHO", "second");

			assertThat(client.reply().text()).isEqualTo("second");
			assertThat(client.reply().text()).isEqualTo("first");
		}
	}

	@Test
	void serverThatIsAwayIsAConnectionThatEndsAndItMayComeBack() throws IOException {
		try (RespConnection client = connect(LONG)) {
			client.command("PING");
			this.server.kill();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.command("PING"));
		}
		try (RespConnection client = connect(LONG)) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.command("PING"));
		}
		this.server.start();
		try (RespConnection client = connect(LONG)) {
			assertThat(client.command("PING").text()).isEqualTo("PONG");
		}
	}

	@Test
	void newConnectionsLeadToAnotherServerOnceItTookOver() throws IOException {
		try (RespConnection client = connect(LONG); RedisProcess other = RedisProcess.start(this.binary)) {
			client.command("SET", "k", "old");
			other.command("SET", "k", "new");

			this.proxy.passTo(other);

			assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.command("GET", "k"));
			try (RespConnection next = connect(LONG)) {
				assertThat(next.command("GET", "k").text()).isEqualTo("new");
			}
		}
	}

	@Test
	void closedProxyAcceptsNobody() throws IOException {
		try (RespConnection client = connect(LONG)) {
			client.command("PING");

			this.proxy.close();

			assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.command("PING"));
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(LONG));
		}
	}

	private RespConnection connect(Duration timeout) throws IOException {
		return new RespConnection(this.proxy.port(), timeout);
	}

}
