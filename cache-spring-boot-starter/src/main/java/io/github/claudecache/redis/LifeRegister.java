package io.github.claudecache.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Remembers on Redis which life of each server was seen last. A server that lives another
 * life may have lost invalidations that were acknowledged, so whatever was stored before
 * is voided: the global ledger, which every answer is checked against, begins a new era.
 * Only the first node that notices does that.
 */
final class LifeRegister implements RedisTopology.Verifier {

	private static final Log logger = LogFactory.getLog(LifeRegister.class);

	private static final long NEW_LIFE = 1;

	private final RedisKeys keys;

	private final OnRestart onRestart;

	LifeRegister(RedisKeys keys, OnRestart onRestart) {
		this.keys = keys;
		this.onRestart = onRestart;
	}

	@Override
	public CompletionStage<?> verify(StatefulConnection<byte[], byte[]> server, StatefulConnection<byte[], byte[]> home,
			String shard) {
		AsyncCommand<byte[], byte[], byte[]> process = Commands.info("server");
		AsyncCommand<byte[], byte[], byte[]> replication = Commands.info("replication");
		server.dispatch(List.of(process, replication));
		return process
			.thenCombine(replication,
					(first, second) -> ServerLife.of(Commands.text(first) + "\n" + Commands.text(second)))
			.thenCompose((life) -> claim(life, home, shard))
			.toCompletableFuture();
	}

	private CompletableFuture<?> claim(ServerLife life, StatefulConnection<byte[], byte[]> home, String shard) {
		if (!life.master()) {
			throw new RedisUnavailableException("The server is a replica; it may not know of the last invalidations");
		}
		AsyncCommand<byte[], byte[], Long> claim = Commands.integerScript(CommandType.EVAL,
				RedisScript.CLAIM_LIFE.text(), List.of(this.keys.lives(), this.keys.globalLedger()),
				List.of(Commands.bytes(shard), Commands.bytes(life.id()),
						Commands.bytes((this.onRestart == OnRestart.VOID) ? "void" : "keep")));
		home.dispatch(List.of(claim));
		return claim.thenAccept((outcome) -> {
			if (outcome == NEW_LIFE) {
				logger.warn("Redis was restarted or failed over (shard " + shard + "), so acknowledged invalidations"
						+ " may be lost: " + ((this.onRestart == OnRestart.VOID) ? "all older answers are void"
								: "older answers are kept, as configured"));
			}
		}).toCompletableFuture();
	}

}
