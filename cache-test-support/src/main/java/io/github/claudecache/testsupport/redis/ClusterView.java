package io.github.claudecache.testsupport.redis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The cluster as one of its nodes sees it.
 *
 * @param nodes every node that it knows
 */
record ClusterView(List<Node> nodes) {

	static ClusterView of(RedisProcess node) {
		return parse(node.command("CLUSTER", "NODES").text());
	}

	/**
	 * Reads what {@code CLUSTER NODES} answers: a line for each node with its id,
	 * address, flags, the id of its master, five fields about the connection to it, and
	 * its slots.
	 */
	static ClusterView parse(String lines) {
		return new ClusterView(lines.lines().map(Node::parse).sorted(Comparator.comparingInt(Node::port)).toList());
	}

	Node withPort(int port) {
		return this.nodes.stream()
			.filter((node) -> node.port() == port)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No node of the cluster has port " + port + ": " + this));
	}

	Optional<Node> ownerOf(int slot) {
		return this.nodes.stream().filter((node) -> node.owns(slot)).findFirst();
	}

	List<Node> replicasOf(Node master) {
		return this.nodes.stream().filter((node) -> node.masterId().equals(master.id())).toList();
	}

	/**
	 * Who has which slots and who follows whom. Nodes agree when these are equal.
	 */
	List<String> roles() {
		return this.nodes.stream()
			.map((node) -> node.port() + (node.master() ? " has " + node.slots() : " follows " + node.masterId()))
			.toList();
	}

	/**
	 * One node.
	 *
	 * @param id its id in the cluster
	 * @param port where it listens
	 * @param master whether it is a master
	 * @param masterId the id of its master, or a dash
	 * @param connected whether there is a connection to it
	 * @param slots the slots of a master
	 */
	record Node(String id, int port, boolean master, String masterId, boolean connected, List<Slots> slots) {

		private static final int LINK_FIELD = 7;

		private static final int FIRST_SLOT_FIELD = 8;

		static Node parse(String line) {
			String[] fields = line.split(" ");
			String address = fields[1].substring(0, fields[1].indexOf('@'));
			List<Slots> slots = new ArrayList<>();
			for (int i = FIRST_SLOT_FIELD; i < fields.length; i++) {
				// Slots on the move stand in brackets beside those that are owned.
				if (!fields[i].startsWith("[")) {
					slots.add(Slots.parse(fields[i]));
				}
			}
			return new Node(fields[0], Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)),
					List.of(fields[2].split(",")).contains("master"), fields[3], fields[LINK_FIELD].equals("connected"),
					List.copyOf(slots));
		}

		boolean owns(int slot) {
			return this.slots.stream().anyMatch((range) -> range.first() <= slot && slot <= range.last());
		}

	}

	/**
	 * A range of slots.
	 *
	 * @param first the first
	 * @param last the last
	 */
	record Slots(int first, int last) {

		static Slots parse(String text) {
			int dash = text.indexOf('-');
			return (dash < 0) ? new Slots(Integer.parseInt(text), Integer.parseInt(text))
					: new Slots(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
		}

	}

}
