package io.github.claudecache.testsupport.redis;

import java.time.Duration;

/**
 * What can be wrong with a server, each for a table of tests: {@link #begin} makes it,
 * and {@link #end} puts it right again.
 * <p>
 * The server is a {@link RedisProcess} whose default user has all rights, and clients
 * reach it through the proxy, as the default user. While a fault lasts, the server is not
 * to be stopped or started by anybody else. One thread at a time may begin or end a
 * fault, one fault at a time may be in force.
 *
 * @since 0.1.0
 */
public enum RedisFault {

	/**
	 * The process was killed: connections end and new ones end at once. What was not
	 * saved is lost when the fault ends, and the server has a new life then.
	 */
	KILLED((server, proxy) -> server.kill(), (server, proxy) -> server.start()),

	/**
	 * The process stands still (SIGSTOP). The system accepts connections and requests for
	 * it, which it answers when the fault ends.
	 */
	STOPPED((server, proxy) -> server.suspend(), (server, proxy) -> server.resume()),

	/**
	 * Connections are accepted, but requests go nowhere and nothing says so.
	 */
	BLACK_HOLE((server, proxy) -> proxy.blackHole(), (server, proxy) -> proxy.pass()),

	/**
	 * Requests go nowhere, and neither do attempts to connect, as if every packet was
	 * dropped. On Linux only.
	 */
	UNREACHABLE((server, proxy) -> proxy.unreachable(), (server, proxy) -> proxy.pass()),

	/**
	 * Every connection is reset, and so is every new one.
	 */
	RESET((server, proxy) -> proxy.reset(), (server, proxy) -> proxy.pass()),

	/**
	 * Replies take 200 ms longer.
	 */
	SLOW((server, proxy) -> proxy.delay(Duration.ofMillis(200)), (server, proxy) -> proxy.pass()),

	/**
	 * The server is loading its data ({@code LOADING}). It looks at requests four times
	 * in a second. This lasts for ten seconds if it is not ended, and with Redis 6.2 in
	 * any case. What the server has is saved.
	 */
	LOADING((server, proxy) -> ServerTrouble.load(server), (server, proxy) -> ServerTrouble.endLoad(server)),

	/**
	 * A script does not end ({@code BUSY}).
	 */
	BUSY((server, proxy) -> ServerTrouble.occupy(server), (server, proxy) -> ServerTrouble.release(server)),

	/**
	 * The memory is used up and nothing may be evicted: writes are refused ({@code OOM}),
	 * reads are not.
	 */
	OUT_OF_MEMORY((server, proxy) -> ServerTrouble.fill(server), (server, proxy) -> ServerTrouble.drain(server)),

	/**
	 * The server is a replica of a server that is away: writes are refused
	 * ({@code READONLY}), reads are not. It has a new replication id when the fault ends.
	 */
	READ_ONLY((server, proxy) -> server.command("REPLICAOF", "127.0.0.1", Integer.toString(RedisProcess.unusedPort())),
			(server, proxy) -> server.command("REPLICAOF", "NO", "ONE")),

	/**
	 * The server cannot save its data any more: writes are refused ({@code MISCONF}),
	 * reads are not.
	 */
	NOT_SAVING((server, proxy) -> ServerTrouble.breakSaving(server),
			(server, proxy) -> ServerTrouble.mendSaving(server)),

	/**
	 * The default user may do nothing ({@code NOPERM}).
	 */
	NO_RIGHTS((server, proxy) -> ServerTrouble.withdrawRights(server),
			(server, proxy) -> ServerTrouble.grantRights(server)),

	/**
	 * The password of the default user was changed, and every connection cut
	 * ({@code NOAUTH} for those that have no password, {@code WRONGPASS} for those that
	 * have another one). When the fault ends, the user needs none.
	 */
	WRONG_PASSWORD((server, proxy) -> {
		ServerTrouble.changePassword(server);
		proxy.cut();
	}, (server, proxy) -> ServerTrouble.removePassword(server));

	private final Change beginning;

	private final Change ending;

	RedisFault(Change beginning, Change ending) {
		this.beginning = beginning;
		this.ending = ending;
	}

	/**
	 * Makes the fault and returns when it is there.
	 * @param server a running server
	 * @param proxy the proxy before it
	 */
	public void begin(RedisProcess server, RedisProxy proxy) {
		this.beginning.to(server, proxy);
	}

	/**
	 * Puts the fault right and returns when the server does its work again. Connections
	 * may still have to be made anew.
	 * @param server the server of {@link #begin}
	 * @param proxy the proxy of {@link #begin}
	 */
	public void end(RedisProcess server, RedisProxy proxy) {
		this.ending.to(server, proxy);
	}

	/**
	 * What happens to a server and the way to it.
	 */
	@FunctionalInterface
	private interface Change {

		void to(RedisProcess server, RedisProxy proxy);

	}

}
