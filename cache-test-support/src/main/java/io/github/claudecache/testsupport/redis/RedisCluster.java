package io.github.claudecache.testsupport.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.testsupport.Eventually;

/**
 * A Redis cluster of three masters, each with a replica or without. It is whole when it
 * is handed out: every node knows every other, and all agree who has which slot.
 * <p>
 * Nodes suspect each other after 15 s, longer than most tests take, so nothing fails over
 * that a test has not failed over; give a short {@code --cluster-node-timeout} to see
 * them do it by themselves. One thread at a time may change a cluster.
 *
 * @since 0.1.0
 */
public final class RedisCluster implements AutoCloseable {

	private static final int MASTERS = 3;

	private static final int SLOTS = 16384;

	private static final int MOVED_AT_ONCE = 100;

	private final List<RedisProcess> nodes;

	private RedisCluster(List<RedisProcess> nodes) {
		this.nodes = nodes;
	}

	/**
	 * Starts three masters.
	 * @param binary which server
	 * @param arguments more arguments for every node
	 * @return a cluster that is whole
	 */
	public static RedisCluster start(RedisBinary binary, String... arguments) {
		return start(binary, false, arguments);
	}

	/**
	 * Starts three masters, each with a replica.
	 * @param binary which server
	 * @param arguments more arguments for every node
	 * @return a cluster that is whole
	 */
	public static RedisCluster startWithReplicas(RedisBinary binary, String... arguments) {
		return start(binary, true, arguments);
	}

	/**
	 * All nodes: first those that began as masters, then, in the same order, those that
	 * began as their replicas.
	 * @return three or six servers, whether they run or not
	 */
	public List<RedisProcess> nodes() {
		return this.nodes;
	}

	/**
	 * The slot of a key.
	 * @param key a key
	 * @return a number below 16384
	 */
	public int slotOf(String key) {
		return (int) anyNode().command("CLUSTER", "KEYSLOT", key).number();
	}

	/**
	 * The master that has a slot now.
	 * @param slot a number below 16384
	 * @return one of the nodes
	 */
	public RedisProcess masterOf(int slot) {
		ClusterView.Node owner = ClusterView.of(anyNode())
			.ownerOf(slot)
			.orElseThrow(() -> new IllegalStateException("Nobody has slot " + slot));
		return node(owner);
	}

	/**
	 * The master that has the slot of a key now.
	 * @param key a key
	 * @return one of the nodes
	 */
	public RedisProcess masterOf(String key) {
		return masterOf(slotOf(key));
	}

	/**
	 * The replica of a master.
	 * @param master a running master
	 * @return one of the nodes
	 * @throws IllegalArgumentException if it has none
	 */
	public RedisProcess replicaOf(RedisProcess master) {
		ClusterView view = ClusterView.of(master);
		return view.replicasOf(view.withPort(master.port()))
			.stream()
			.map(this::node)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(master + " has no replica"));
	}

	/**
	 * Kills a master and lets its replica be elected in its place. The replica has
	 * everything that was written before this call. The killed node can be started again;
	 * it comes back as a replica.
	 * @param master a master that has a replica
	 * @return the new master, which all running nodes know
	 * @throws IllegalArgumentException if it has no replica
	 */
	public RedisProcess failOver(RedisProcess master) {
		// Masters vote only for a replica that they know as one.
		awaitWhole();
		RedisProcess replica = replicaOf(master);
		Eventually.holds(replica + " has what " + master + " has", RedisProcess.BETWEEN_QUESTIONS,
				() -> hasCaughtUp(replica, master));
		master.kill();
		promote(replica);
		return replica;
	}

	/**
	 * Lets a replica be elected in the place of its master, which has been killed.
	 * Whatever the replica does not have is lost.
	 * @param replica a running replica
	 * @throws IllegalArgumentException if it is a master
	 */
	public void promote(RedisProcess replica) {
		ClusterView view = ClusterView.of(replica);
		String masterId = view.withPort(replica.port()).masterId();
		ClusterView.Node replaced = view.nodes()
			.stream()
			.filter((node) -> node.id().equals(masterId))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(replica + " is a master already"));
		int slot = replaced.slots().get(0).first();
		// Nobody votes twice within half a minute, so the first request has to arrive.
		Eventually.holds("all nodes are connected", RedisProcess.BETWEEN_QUESTIONS,
				() -> runningNodes().allMatch((node) -> isConnected(ClusterView.of(node))));
		replica.command("CLUSTER", "FAILOVER", "FORCE");
		Eventually.holds(replica + " is elected", RedisProcess.BETWEEN_QUESTIONS, () -> masterOf(slot) == replica);
		awaitWhole();
	}

	/**
	 * Gives a slot and its keys to another master, and returns when all nodes know.
	 * @param slot a number below 16384
	 * @param target another master
	 */
	public void moveSlot(int slot, RedisProcess target) {
		moveSlot(slot, target, () -> {
		});
	}

	/**
	 * Gives a slot and its keys to another master.
	 * @param slot a number below 16384
	 * @param target another master
	 * @param halfWay runs when the keys have moved but the slot has not: the old master
	 * answers {@code ASK} for them
	 * @throws IllegalArgumentException if the target has the slot
	 */
	public void moveSlot(int slot, RedisProcess target, Runnable halfWay) {
		RedisProcess source = masterOf(slot);
		if (source == target) {
			throw new IllegalArgumentException(target + " has slot " + slot + " already");
		}
		ClusterView view = ClusterView.of(source);
		String targetId = view.withPort(target.port()).id();
		setSlot(target, slot, "IMPORTING", view.withPort(source.port()).id());
		setSlot(source, slot, "MIGRATING", targetId);
		moveKeys(slot, source, target);
		halfWay.run();
		// What was written meanwhile is on the target already.
		moveKeys(slot, source, target);
		setSlot(target, slot, "NODE", targetId);
		// The others would hear of it by themselves, later.
		view.nodes()
			.stream()
			.filter(ClusterView.Node::master)
			.map(this::node)
			.filter((node) -> node != target && node.isRunning())
			.forEach((node) -> setSlot(node, slot, "NODE", targetId));
		Eventually.holds("every node knows the new master of slot " + slot, RedisProcess.BETWEEN_QUESTIONS,
				() -> runningNodes().allMatch((node) -> ClusterView.of(node).withPort(target.port()).owns(slot)));
		awaitWhole();
	}

	/**
	 * Waits until every running node finds the cluster in order, and all agree who has
	 * which slot and who follows whom.
	 * @throws AssertionError if it is not so after a minute
	 */
	public void awaitWhole() {
		Eventually.holds("all nodes agree that the cluster is whole", RedisProcess.BETWEEN_QUESTIONS,
				() -> runningNodes().allMatch(RedisCluster::findsItWhole)
						&& runningNodes().map((node) -> ClusterView.of(node).roles()).distinct().count() == 1);
	}

	/**
	 * Ends all nodes and deletes their directories.
	 */
	@Override
	public void close() {
		this.nodes.forEach(RedisProcess::close);
	}

	@Override
	public String toString() {
		return "Cluster of " + this.nodes.get(0).binary() + " on ports "
				+ this.nodes.stream().map(RedisProcess::port).toList();
	}

	private static RedisCluster start(RedisBinary binary, boolean replicas, String... arguments) {
		List<String> all = new ArrayList<>(List.of("--cluster-enabled", "yes"));
		all.addAll(List.of(arguments));
		List<RedisProcess> nodes = new ArrayList<>();
		try {
			for (int i = 0; i < (replicas ? 2 * MASTERS : MASTERS); i++) {
				nodes.add(RedisProcess.start(binary, all.toArray(String[]::new)));
			}
			RedisCluster cluster = new RedisCluster(List.copyOf(nodes));
			cluster.form();
			return cluster;
		}
		catch (RuntimeException | AssertionError ex) {
			nodes.forEach(RedisProcess::close);
			throw ex;
		}
	}

	private void form() {
		for (int i = 0; i < MASTERS; i++) {
			RedisProcess master = this.nodes.get(i);
			// Without an epoch of its own each, masters of the same epoch argue first.
			master.command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
			IntStream slots = IntStream.range(i * SLOTS / MASTERS, (i + 1) * SLOTS / MASTERS);
			master.command(Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots.mapToObj(Integer::toString))
				.toArray(String[]::new));
		}
		introduce();
		Eventually.holds("every node knows every other", RedisProcess.BETWEEN_QUESTIONS,
				() -> this.nodes.stream().allMatch((node) -> knowsAll(ClusterView.of(node))));
		for (int i = MASTERS; i < this.nodes.size(); i++) {
			RedisProcess replica = this.nodes.get(i);
			int master = this.nodes.get(i - MASTERS).port();
			replica.command("CLUSTER", "REPLICATE", ClusterView.of(replica).withPort(master).id());
		}
		introduce();
		awaitWhole();
	}

	// Gossip would spread the news too, but takes seconds for it.
	private void introduce() {
		for (RedisProcess node : this.nodes) {
			for (RedisProcess other : this.nodes) {
				if (other != node) {
					node.command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(other.port()));
				}
			}
		}
	}

	private boolean knowsAll(ClusterView view) {
		return view.nodes().size() == this.nodes.size()
				&& view.nodes().stream().filter((node) -> !node.slots().isEmpty()).count() == MASTERS;
	}

	private static boolean findsItWhole(RedisProcess node) {
		List<String> info = node.command("CLUSTER", "INFO").text().lines().toList();
		return info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:" + SLOTS)
				&& ("master".equals(node.info("replication", "role")) || node.isLinked());
	}

	private boolean isConnected(ClusterView view) {
		return runningNodes().allMatch((node) -> view.withPort(node.port()).connected());
	}

	private static boolean hasCaughtUp(RedisProcess replica, RedisProcess master) {
		String written = master.info("replication", "master_repl_offset");
		return replica.isLinked() && String.valueOf(written).equals(replica.info("replication", "slave_repl_offset"));
	}

	private static void moveKeys(int slot, RedisProcess source, RedisProcess target) {
		List<String> keys = keysIn(slot, source);
		while (!keys.isEmpty()) {
			source.command(
					Stream
						.concat(Stream.of("MIGRATE", "127.0.0.1", Integer.toString(target.port()), "", "0", "5000",
								"KEYS"), keys.stream())
						.toArray(String[]::new));
			keys = keysIn(slot, source);
		}
	}

	private static List<String> keysIn(int slot, RedisProcess node) {
		return node.command("CLUSTER", "GETKEYSINSLOT", Integer.toString(slot), Integer.toString(MOVED_AT_ONCE))
			.list()
			.stream()
			.map(RedisReply::text)
			.toList();
	}

	private static void setSlot(RedisProcess node, int slot, String state, String nodeId) {
		node.command("CLUSTER", "SETSLOT", Integer.toString(slot), state, nodeId);
	}

	private RedisProcess node(ClusterView.Node node) {
		return this.nodes.stream()
			.filter((process) -> process.port() == node.port())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("A node that is not ours: " + node));
	}

	private RedisProcess anyNode() {
		return runningNodes().findFirst().orElseThrow(() -> new IllegalStateException("No node runs"));
	}

	private Stream<RedisProcess> runningNodes() {
		return this.nodes.stream().filter(RedisProcess::isRunning);
	}

}
