package io.github.claudecache.redis;

import java.util.ArrayList;
import java.util.List;

import io.lettuce.core.protocol.AsyncCommand;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one operation. Their replies count only if no server of them was away
 * since its command was sent. Steps run one after another, so the fields need no lock.
 */
final class Conversation implements CommandSink {

	private final RedisTopology topology;

	// Nearly always there is one server, and one send.
	private RedisNode.@Nullable Epoch only;

	private List<RedisNode.Epoch> others = List.of();

	Conversation(RedisTopology topology) {
		this.topology = topology;
	}

	@Override
	public void send(List<? extends AsyncCommand<byte[], byte[], ?>> commands) {
		try {
			this.topology.route(commands, (node, part) -> {
				RedisNode.Epoch epoch = node.epoch();
				remember(epoch);
				epoch.send(part);
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
		RedisNode.Epoch first = this.only;
		if (first != null && !first.lasts()) {
			return false;
		}
		for (RedisNode.Epoch epoch : this.others) {
			if (!epoch.lasts()) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Ends the epochs of the servers: one of them is not what it was.
	 */
	void doubt(String why) {
		if (this.only != null) {
			this.only.node().doubt(why);
		}
		this.others.forEach((epoch) -> epoch.node().doubt(why));
	}

	private void remember(RedisNode.Epoch epoch) {
		if (this.only == null) {
			this.only = epoch;
		}
		else if (this.only != epoch && !this.others.contains(epoch)) {
			List<RedisNode.Epoch> more = new ArrayList<>(this.others);
			more.add(epoch);
			this.others = more;
		}
	}

}
