package io.github.claudecache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.lettuce.core.protocol.AsyncCommand;

/**
 * The commands of one operation. Their replies count only if no server of them was away
 * since its command was sent. Steps run one after another, so the fields need no lock.
 */
final class Conversation implements CommandSink {

	private final RedisTopology topology;

	private final boolean insisting;

	private final List<Part> parts = new ArrayList<>(2);

	private boolean refused;

	/**
	 * Begins a conversation.
	 * @param insisting whether it is held even with a server that lookups do not ask
	 */
	Conversation(RedisTopology topology, boolean insisting) {
		this.topology = topology;
		this.insisting = insisting;
	}

	@Override
	public void send(List<? extends AsyncCommand<byte[], byte[], ?>> commands) {
		try {
			this.topology.route(commands, (node, sent) -> {
				Epoch epoch = node.epoch(this.insisting);
				this.parts.add(new Part(epoch, sent.get(sent.size() - 1)));
				epoch.send(sent);
			});
		}
		catch (RuntimeException ex) {
			commands.forEach((command) -> command.completeExceptionally(ex));
		}
	}

	/**
	 * Whether all servers were there all the time.
	 */
	boolean counts() {
		for (Part part : this.parts) {
			if (!part.epoch.lasts()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Ends the epochs of the servers: one of them is not what it was.
	 */
	void doubt(String why) {
		eachEpoch((epoch) -> epoch.node().doubt(why));
	}

	/**
	 * Notes that the conversation came to its end.
	 * @param operations for how many operations it was held
	 * @param slowAfter how long one reply may take
	 */
	void ended(int operations, Duration slowAfter) {
		if (this.refused) {
			return;
		}
		for (Part part : this.parts) {
			if (part.took() > slowAfter.toNanos()) {
				part.epoch.failed(operations, "answers slowly");
			}
			else {
				part.epoch.answered();
			}
		}
	}

	/**
	 * Notes that the conversation was given up.
	 * @param operations for how many operations it was held
	 */
	void silent(int operations) {
		for (Part part : List.copyOf(this.parts)) {
			if (!part.last.isDone()) {
				part.epoch.failed(operations, "does not answer");
			}
		}
	}

	/**
	 * Notes that a server could not do what was asked, whatever it was.
	 */
	void refused(int operations, String why) {
		this.refused = true;
		eachEpoch((epoch) -> epoch.failed(operations, why));
	}

	private void eachEpoch(Consumer<Epoch> task) {
		this.parts.stream().map((part) -> part.epoch).distinct().toList().forEach(task);
	}

	/**
	 * What went to one server at once.
	 */
	private static final class Part {

		private final Epoch epoch;

		private final AsyncCommand<byte[], byte[], ?> last;

		private final long sent = System.nanoTime();

		private volatile long taken;

		private Part(Epoch epoch, AsyncCommand<byte[], byte[], ?> last) {
			this.epoch = epoch;
			this.last = last;
			last.whenComplete((reply, error) -> this.taken = System.nanoTime() - this.sent);
		}

		// Whoever waits for the reply may be told before it is noted here.
		private long took() {
			long noted = this.taken;
			return (noted != 0) ? noted : System.nanoTime() - this.sent;
		}

	}

}
