package io.github.claudecache.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.claudecache.store.StoreUnavailableException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * The masters of a cluster. Commands are sent to the connection of a master, not through
 * the client's own routing: that follows redirections to servers whose life nobody has
 * verified.
 */
final class ClusterTopology implements RedisTopology {

	private static final long RETRY_MILLIS = 1000;

	private static final long REFRESH_MILLIS = 100;

	private static final long PERIOD_SECONDS = 30;

	private final Members members;

	private final int homeSlot;

	private final Function<RedisServer, RedisNode> connector;

	private final RedisKeys keys;

	private final Verifier verifier;

	private final ScheduledExecutorService scheduler;

	private final Map<String, RedisNode> nodes = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable CompletableFuture<?>> refreshing = new AtomicReference<>();

	private volatile boolean known;

	private volatile String trouble = "the cluster is not known yet";

	private volatile long refreshed = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(REFRESH_MILLIS);

	/**
	 * Creates a topology.
	 * @param members which servers there are
	 * @param connector makes the node of a server
	 */
	ClusterTopology(Members members, Function<RedisServer, RedisNode> connector, RedisKeys keys, Verifier verifier,
			ScheduledExecutorService scheduler) {
		this.members = members;
		this.connector = connector;
		this.keys = keys;
		this.homeSlot = SlotHash.getSlot(keys.lives());
		this.verifier = verifier;
		this.scheduler = scheduler;
	}

	@Override
	public void open() {
		refresh().whenComplete((done, error) -> later(this::open, this.known ? PERIOD_SECONDS * 1000 : RETRY_MILLIS));
	}

	@Override
	public void route(List<? extends AsyncCommand<byte[], byte[], ?>> commands,
			BiConsumer<RedisNode, List<? extends AsyncCommand<byte[], byte[], ?>>> parts) {
		Map<RedisNode, List<AsyncCommand<byte[], byte[], ?>>> byNode = new LinkedHashMap<>();
		RedisNode last = null;
		for (AsyncCommand<byte[], byte[], ?> command : commands) {
			ByteBuffer key = command.getArgs().getFirstEncodedKey();
			last = (key != null || last == null) ? nodeOf(key) : last;
			byNode.computeIfAbsent(last, (node) -> new ArrayList<>()).add(command);
		}
		byNode.forEach(parts);
	}

	@Override
	public CompletableFuture<?> refresh() {
		CompletableFuture<Void> mine = new CompletableFuture<>();
		CompletableFuture<?> present = this.refreshing.compareAndExchange(null, mine);
		if (present != null) {
			return present;
		}
		// Not more often, whatever fails meanwhile; whoever asks too early waits.
		long wait = REFRESH_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.refreshed);
		later(() -> this.members.refresh().whenComplete((done, error) -> {
			if (error == null) {
				this.known = true;
				openMasters();
			}
			else {
				this.trouble = Failures.describe(error);
			}
			this.refreshed = System.nanoTime();
			this.refreshing.set(null);
			mine.complete(null);
		}), Math.max(0, wait));
		return mine;
	}

	@Override
	public void close() {
		this.nodes.values().forEach(RedisNode::close);
	}

	@Override
	public @Nullable String trouble() {
		if (!this.known) {
			return this.trouble;
		}
		TreeSet<String> troubles = new TreeSet<>();
		for (RedisClusterNode master : this.members.partitions()) {
			if (hasKeys(master)) {
				RedisNode node = this.nodes.get(master.getNodeId());
				String wrong = (node != null) ? node.trouble() : "not connected";
				if (wrong != null) {
					troubles.add(master.getUri().getHost() + ":" + master.getUri().getPort() + " " + wrong);
				}
			}
		}
		return troubles.isEmpty() ? null : String.join(", ", troubles);
	}

	private RedisNode nodeOf(@Nullable ByteBuffer key) {
		int slot = (key != null) ? SlotHash.getSlot(key) : this.homeSlot;
		if (!this.known) {
			throw new StoreUnavailableException("Redis is not available: " + this.trouble);
		}
		RedisClusterNode master = this.members.partitions().getMasterBySlot(slot);
		RedisNode node = (master != null) ? this.nodes.get(master.getNodeId()) : null;
		if (node == null) {
			refresh();
			throw new StoreUnavailableException("Redis is not available: no connection to the master of slot " + slot);
		}
		return node;
	}

	// Masters without slots and those that have left the cluster are given up.
	private void openMasters() {
		TreeSet<String> masters = new TreeSet<>();
		for (RedisClusterNode master : this.members.partitions()) {
			if (hasKeys(master)) {
				masters.add(master.getNodeId());
				openMaster(master.getNodeId());
			}
		}
		this.nodes.forEach((id, node) -> {
			if (!masters.contains(id) && this.nodes.remove(id, node)) {
				node.leave();
			}
		});
	}

	private void openMaster(String id) {
		if (!this.nodes.containsKey(id)) {
			RedisNode node = this.connector.apply(new Master(id));
			if (this.nodes.putIfAbsent(id, node) == null) {
				node.open();
			}
		}
	}

	private RedisClusterNode master(String id) {
		RedisClusterNode server = this.members.partitions().getPartitionByNodeId(id);
		if (server == null || !hasKeys(server)) {
			throw new StoreUnavailableException("The server is not a master of the cluster");
		}
		return server;
	}

	private void later(Runnable task, long millis) {
		try {
			this.scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			this.trouble = "closed";
		}
	}

	private static boolean hasKeys(RedisClusterNode node) {
		return node.getRole().isUpstream() && !node.hasNoSlots();
	}

	/**
	 * Which servers a cluster has.
	 */
	interface Members {

		/**
		 * Finds out anew.
		 */
		CompletionStage<?> refresh();

		/**
		 * What was found out last.
		 */
		Partitions partitions();

		/**
		 * Connects to one server.
		 */
		CompletionStage<StatefulConnection<byte[], byte[]>> connect(RedisURI address);

	}

	/**
	 * One of the masters.
	 */
	private final class Master implements RedisServer {

		private final String id;

		private Master(String id) {
			this.id = id;
		}

		@Override
		public CompletionStage<StatefulConnection<byte[], byte[]>> connect() {
			// It may have a successor by now.
			refresh();
			return ClusterTopology.this.members.connect(master(this.id).getUri());
		}

		@Override
		public CompletionStage<?> verify(StatefulConnection<byte[], byte[]> connection) {
			RedisClusterNode server = master(this.id);
			RedisClusterNode home = ClusterTopology.this.members.partitions()
				.getMasterBySlot(ClusterTopology.this.homeSlot);
			RedisNode homeNode = (home != null) ? ClusterTopology.this.nodes.get(home.getNodeId()) : null;
			if (homeNode == null) {
				throw new StoreUnavailableException("The server with the global ledger is not known");
			}
			String shard = Integer.toString(server.getSlots().get(0));
			return homeNode.connection()
				.thenCompose((toHome) -> ClusterTopology.this.verifier.verify(connection, toHome, shard));
		}

		@Override
		public List<AsyncCommand<byte[], byte[], ?>> probe() {
			return Commands.lookup(ClusterTopology.this.keys.probe(master(this.id).getSlots().get(0)));
		}

	}

}
