package io.github.claudecache.redis;

import java.util.List;

import io.lettuce.core.protocol.AsyncCommand;

/**
 * Takes commands.
 */
interface CommandSink {

	/**
	 * Sends commands, those for one server in one batch. A command without a key goes
	 * where the one before it goes. Each completes or fails by itself; none throws.
	 */
	void send(List<? extends AsyncCommand<byte[], byte[], ?>> commands);

}
