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
import java.util.function.Supplier;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
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

	private final Supplier<? extends CompletionStage<StatefulRedisClusterConnection<byte[], byte[]>>> connector;

	private final Supplier<? extends CompletionStage<?>> refresher;

	private final int homeSlot;

	private final Verifier verifier;

	private final ScheduledExecutorService scheduler;

	private final RedisNode.Listener listener;

	private final Map<String, RedisNode> nodes = new ConcurrentHashMap<>();

	private final Map<String, Boolean> opening = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable CompletableFuture<?>> refreshing = new AtomicReference<>();

	private volatile @Nullable StatefulRedisClusterConnection<byte[], byte[]> cluster;

	private volatile String trouble = "not connected yet";

	private volatile long refreshed = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(REFRESH_MILLIS);

	/**
	 * Creates a topology.
	 * @param connector connects to the cluster
	 * @param refresher loads which master has which slots
	 * @param home a key of the slot in which lives are remembered
	 */
	ClusterTopology(Supplier<? extends CompletionStage<StatefulRedisClusterConnection<byte[], byte[]>>> connector,
			Supplier<? extends CompletionStage<?>> refresher, byte[] home, Verifier verifier,
			ScheduledExecutorService scheduler, RedisNode.Listener listener) {
		this.connector = connector;
		this.refresher = refresher;
		this.homeSlot = SlotHash.getSlot(home);
		this.verifier = verifier;
		this.scheduler = scheduler;
		this.listener = new Following(listener);
	}

	@Override
	public void open() {
		// The client has to know the cluster before it connects.
		this.refresher.get().thenCompose((known) -> this.connector.get()).whenComplete((connection, error) -> {
			if (error == null) {
				this.cluster = connection;
				openMasters();
			}
			else {
				this.trouble = Failures.describe(error);
				later(this::open, RETRY_MILLIS);
			}
		});
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
		later(() -> this.refresher.get().whenComplete((done, error) -> {
			if (this.cluster != null) {
				openMasters();
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
		StatefulRedisClusterConnection<byte[], byte[]> connection = this.cluster;
		if (connection == null) {
			return this.trouble;
		}
		TreeSet<String> troubles = new TreeSet<>();
		for (RedisClusterNode master : connection.getPartitions()) {
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
		RedisClusterNode master = connected().getPartitions().getMasterBySlot(slot);
		RedisNode node = (master != null) ? this.nodes.get(master.getNodeId()) : null;
		if (node == null) {
			refresh();
			throw new RedisUnavailableException("Redis is not available: no connection to the master of slot " + slot);
		}
		return node;
	}

	private StatefulRedisClusterConnection<byte[], byte[]> connected() {
		StatefulRedisClusterConnection<byte[], byte[]> present = this.cluster;
		if (present == null) {
			throw new RedisUnavailableException("Redis is not available: " + this.trouble);
		}
		return present;
	}

	// Masters without slots are given up; the client closes the connections of those
	// that have left the cluster.
	private void openMasters() {
		StatefulRedisClusterConnection<byte[], byte[]> connection = connected();
		TreeSet<String> masters = new TreeSet<>();
		for (RedisClusterNode master : connection.getPartitions()) {
			if (hasKeys(master)) {
				masters.add(master.getNodeId());
				openMaster(connection, master.getNodeId());
			}
		}
		this.nodes.forEach((id, node) -> {
			if (!masters.contains(id) && this.nodes.remove(id, node)) {
				node.close();
			}
		});
	}

	private void openMaster(StatefulRedisClusterConnection<byte[], byte[]> connection, String id) {
		if (this.nodes.containsKey(id) || this.opening.putIfAbsent(id, true) != null) {
			return;
		}
		connection.getConnectionAsync(id).whenComplete((opened, error) -> {
			if (error == null) {
				RedisNode node = new RedisNode(opened, () -> verify(opened, id), this.scheduler, this.listener);
				this.nodes.put(id, node);
				node.open();
			}
			else {
				later(this::refresh, RETRY_MILLIS);
			}
			this.opening.remove(id);
		});
	}

	private CompletableFuture<?> verify(StatefulRedisConnection<byte[], byte[]> opened, String id) {
		StatefulRedisClusterConnection<byte[], byte[]> connection = connected();
		RedisClusterNode server = connection.getPartitions().getPartitionByNodeId(id);
		RedisClusterNode home = connection.getPartitions().getMasterBySlot(this.homeSlot);
		if (server == null || home == null || !hasKeys(server)) {
			throw new RedisUnavailableException("The cluster does not cover all slots");
		}
		String shard = Integer.toString(server.getSlots().get(0));
		return connection.getConnectionAsync(home.getNodeId())
			.thenCompose((homeConnection) -> this.verifier.verify(opened, homeConnection, shard));
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
	 * Looks for a new master while one is away.
	 */
	private final class Following implements RedisNode.Listener {

		private final RedisNode.Listener next;

		private Following(RedisNode.Listener next) {
			this.next = next;
		}

		@Override
		public void lost(RedisNode node, String why) {
			this.next.lost(node, why);
			look(node);
		}

		@Override
		public void verified(RedisNode node) {
			this.next.verified(node);
		}

		private void look(RedisNode node) {
			refresh();
			later(() -> {
				if (ClusterTopology.this.nodes.containsValue(node) && node.trouble() != null) {
					look(node);
				}
			}, RETRY_MILLIS);
		}

	}

}
