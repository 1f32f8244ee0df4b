package io.github.claudecache.redis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.resource.ClientResources;
import io.netty.util.Timer;
import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConverters;

/**
 * Opens connections to the Redis that the application's own connection factory names,
 * with its address, credentials and TLS settings but with a client and options of its
 * own: commands are rejected while disconnected instead of queued and replayed, and the
 * client comes back within a second. The factory and its client are not changed.
 *
 * @since 0.1.0
 */
public final class LettuceConnector implements AutoCloseable {

	// Enough for a burst of lookups; commands beyond it fail instead of using memory.
	private static final int QUEUE_SIZE = 20_000;

	// Longer than any network needs for a connection; after a black hole the next try
	// comes soon.
	private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

	private final RedisClient client;

	private final @Nullable RedisClusterClient cluster;

	private final ClientResources resources;

	private final @Nullable RedisURI uri;

	private final List<String> remarks;

	private LettuceConnector(RedisClient client, @Nullable RedisClusterClient cluster, ClientResources resources,
			@Nullable RedisURI uri, List<String> remarks) {
		this.client = client;
		this.cluster = cluster;
		this.resources = resources;
		this.uri = uri;
		this.remarks = remarks;
	}

	/**
	 * A connector to where a factory connects: one server, the master that Sentinel
	 * names, a cluster or a socket. A factory for a fixed list of a master and its
	 * replicas does not say which is the master and cannot be used.
	 * @param factory the application's factory
	 * @return the connector
	 */
	public static LettuceConnector like(LettuceConnectionFactory factory) {
		LettuceClientConfiguration configuration = factory.getClientConfiguration();
		Optional<ClientOptions> options = configuration.getClientOptions();
		List<String> remarks = configuration.getReadFrom()
			.filter((readFrom) -> readFrom != ReadFrom.UPSTREAM)
			.map((readFrom) -> List
				.of("The connection factory may read from replicas; the cache reads from masters only"
						+ " all the same, since a replica may not know of the last invalidations"))
			.orElse(List.of());
		// Before anything is made that would have to be closed: it may not say where.
		RedisClusterConfiguration cluster = factory.getClusterConfiguration();
		RedisURI single = (cluster == null) ? uri(factory, configuration) : null;
		List<RedisURI> nodes = (cluster == null) ? List.of()
				: cluster.getClusterNodes()
					.stream()
					.map((node) -> secured(RedisURI.create(node.getRequiredHost(), node.getRequiredPort()),
							configuration, cluster))
					.toList();
		ClientResources resources = resources(factory.getClientResources());
		// The connections are made anew by their nodes, each time to the server that is
		// the master then.
		RedisClient client = RedisClient.create(resources);
		client.setOptions(rejecting(options.map(ClientOptions::mutate).orElseGet(ClientOptions::builder)).build());
		if (cluster == null) {
			return new LettuceConnector(client, null, resources, single, remarks);
		}
		RedisClusterClient members = RedisClusterClient.create(resources, nodes);
		members.setOptions(clusterOptions(options.orElse(null)));
		return new LettuceConnector(client, members, resources, null, remarks);
	}

	/**
	 * The servers behind the factory, with connections of their own. Nothing is connected
	 * yet.
	 * @param keys the names of keys
	 * @param verifier compares lives
	 * @param breaker when lookups are held back
	 * @param patience how long a silent server is waited for before it is connected anew
	 * @param listener is told when the state of a server changes
	 */
	RedisTopology topology(RedisKeys keys, RedisTopology.Verifier verifier, BreakerSettings breaker, Duration patience,
			RedisNode.Listener listener) {
		Function<RedisServer, RedisNode> nodes = (server) -> new RedisNode(server, scheduler(), breaker, patience,
				listener);
		RedisClusterClient members = this.cluster;
		if (members != null) {
			return new ClusterTopology(new Members(members), nodes, keys, verifier, scheduler());
		}
		RedisURI address = Objects.requireNonNull(this.uri, "A single server has an address");
		return new SingleServer(nodes.apply(new RedisServer() {

			@Override
			public CompletionStage<StatefulConnection<byte[], byte[]>> connect() {
				return LettuceConnector.this.connect(address);
			}

			@Override
			public CompletionStage<?> verify(StatefulConnection<byte[], byte[]> connection) {
				return verifier.verify(connection, connection, "single");
			}

			@Override
			public List<AsyncCommand<byte[], byte[], ?>> probe() {
				return Commands.lookup(keys.probe());
			}

		}));
	}

	private CompletionStage<StatefulConnection<byte[], byte[]>> connect(RedisURI address) {
		return this.client.connectAsync(Commands.CODEC, address).thenApply((connection) -> connection);
	}

	/**
	 * Limits operations in time, cheaply and not to the millisecond.
	 */
	Timer timer() {
		return this.resources.timer();
	}

	/**
	 * Runs what must not run on the thread of an event.
	 */
	private ScheduledExecutorService scheduler() {
		return this.resources.eventExecutorGroup();
	}

	/**
	 * Runs tasks after a while, on the threads of the client.
	 */
	Executor later(long millis) {
		return (task) -> scheduler().schedule(task, millis, TimeUnit.MILLISECONDS);
	}

	/**
	 * What the application asked of its own connections and does not get here.
	 * @return sentences for the log
	 */
	public List<String> remarks() {
		return this.remarks;
	}

	@Override
	public void close() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		if (this.cluster != null) {
			this.cluster.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		}
		this.resources.shutdown(0, 1, TimeUnit.SECONDS);
	}

	// Threads and timers of our own: those of the application must not wait for us, nor
	// end with us. How addresses are found and channels set up is the application's.
	private static ClientResources resources(@Nullable ClientResources given) {
		ClientResources.Builder builder = ClientResources.builder()
			// Begins by itself where its library is on the class path, and costs more
			// than
			// a lookup may.
			.commandLatencyRecorder(CommandLatencyRecorder.disabled());
		if (given != null) {
			builder.nettyCustomizer(given.nettyCustomizer())
				.socketAddressResolver(given.socketAddressResolver())
				.addressResolverGroup(given.addressResolverGroup());
		}
		return builder.build();
	}

	private static RedisURI uri(LettuceConnectionFactory factory, LettuceClientConfiguration configuration) {
		RedisSentinelConfiguration sentinel = factory.getSentinelConfiguration();
		if (sentinel != null) {
			RedisURI uri = secured(LettuceConverters.sentinelConfigurationToRedisURI(sentinel), configuration,
					sentinel);
			uri.setDatabase(factory.getDatabase());
			return uri;
		}
		RedisSocketConfiguration socket = factory.getSocketConfiguration();
		if (socket != null) {
			RedisURI uri = secured(RedisURI.Builder.socket(socket.getSocket()).build(), configuration, socket);
			uri.setDatabase(factory.getDatabase());
			return uri;
		}
		RedisStandaloneConfiguration standalone = factory.getStandaloneConfiguration();
		if (!Objects.equals(factory.getPassword(), standalone.getPassword().map(String::new).orElse(null))) {
			throw new IllegalArgumentException("The connection factory was made from a general RedisConfiguration and"
					+ " does not tell its user; make it with the constructor for RedisStandaloneConfiguration");
		}
		RedisURI uri = secured(RedisURI.create(factory.getHostName(), factory.getPort()), configuration, standalone);
		uri.setDatabase(factory.getDatabase());
		return uri;
	}

	private static RedisURI secured(RedisURI uri, LettuceClientConfiguration configuration, RedisConfiguration server) {
		uri.setSsl(configuration.isUseSsl());
		uri.setVerifyPeer(configuration.getVerifyMode());
		uri.setStartTls(configuration.isStartTls());
		// Operations have limits of their own; this one is for the first exchange on a
		// new
		// connection.
		uri.setTimeout(CONNECT_LIMIT);
		configuration.getRedisCredentialsProviderFactory()
			.map((factory) -> factory.createCredentialsProvider(server))
			.ifPresentOrElse(uri::setCredentialsProvider, () -> authenticate(uri, server));
		return uri;
	}

	private static void authenticate(RedisURI uri, RedisConfiguration server) {
		if (server instanceof RedisConfiguration.WithAuthentication authentication
				&& authentication.getPassword().isPresent()) {
			String username = authentication.getUsername();
			uri.setCredentialsProvider(RedisCredentialsProvider
				.from(() -> RedisCredentials.just(username, authentication.getPassword().get())));
		}
	}

	private static ClusterClientOptions clusterOptions(@Nullable ClientOptions given) {
		ClusterClientOptions.Builder builder = (given instanceof ClusterClientOptions cluster) ? cluster.mutate()
				: ClusterClientOptions.builder((given != null) ? given : ClientOptions.create());
		rejecting(builder);
		return builder.build();
	}

	private static ClientOptions.Builder rejecting(ClientOptions.Builder builder) {
		ClientOptions given = builder.build();
		return builder.autoReconnect(false)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.socketOptions(impatient(given.getSocketOptions()))
			// An operation has one limit for all its commands.
			.timeoutOptions(TimeoutOptions.create())
			.requestQueueSize(QUEUE_SIZE);
	}

	private static SocketOptions impatient(SocketOptions given) {
		return (given.getConnectTimeout().compareTo(CONNECT_LIMIT) <= 0) ? given
				: given.mutate().connectTimeout(CONNECT_LIMIT).build();
	}

	/**
	 * The servers of a cluster as its client knows them.
	 */
	private final class Members implements ClusterTopology.Members {

		private final RedisClusterClient client;

		private Members(RedisClusterClient client) {
			this.client = client;
		}

		@Override
		public CompletionStage<?> refresh() {
			return this.client.refreshPartitionsAsync();
		}

		@Override
		public Partitions partitions() {
			return this.client.getPartitions();
		}

		@Override
		public CompletionStage<StatefulConnection<byte[], byte[]>> connect(RedisURI address) {
			return LettuceConnector.this.connect(address);
		}

	}

}
