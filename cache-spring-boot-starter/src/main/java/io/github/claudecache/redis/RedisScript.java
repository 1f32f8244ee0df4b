package io.github.claudecache.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;

/**
 * A script in a file beside this class. It is called by its digest; a server that does
 * not know it (after a restart or a failover) is given its text.
 */
enum RedisScript {

	INVALIDATE("invalidate"), RESET_ERA("reset-era"), STORE("store"), REAP("reap"), INDEX("index"), BURY("bury"),
	CLAIM_LIFE("claim-life"), LEASE("lease"), RENEW_LEASE("renew-lease"), END_LEASE("end-lease"), ANNOTATE("annotate"),
	ENLIST("enlist"), ADD_VECTOR("add-vector"), REMOVE_VECTOR("remove-vector"), EXCHANGE_AUDIT("exchange-audit"),
	REPLACE_BUDGET("replace-budget");

	private final String text;

	private final String digest;

	RedisScript(String name) {
		try (InputStream file = RedisScript.class.getResourceAsStream(name + ".lua")) {
			if (file == null) {
				throw new IllegalStateException("The script " + name + ".lua is missing");
			}
			this.text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.digest = sha1(this.text);
	}

	CompletableFuture<Long> integer(CommandSink sink, List<byte[]> keys, List<byte[]> arguments) {
		return run(sink, (type, script) -> Commands.integerScript(type, script, keys, arguments));
	}

	CompletableFuture<byte[]> text(CommandSink sink, List<byte[]> keys, List<byte[]> arguments) {
		return run(sink, (type, script) -> Commands.textScript(type, script, keys, arguments));
	}

	CompletableFuture<List<byte[]>> list(CommandSink sink, List<byte[]> keys, List<byte[]> arguments) {
		return run(sink, (type, script) -> Commands.listScript(type, script, keys, arguments));
	}

	String text() {
		return this.text;
	}

	private <T> CompletableFuture<T> run(CommandSink sink,
			BiFunction<ProtocolKeyword, String, AsyncCommand<byte[], byte[], T>> command) {
		AsyncCommand<byte[], byte[], T> byDigest = command.apply(CommandType.EVALSHA, this.digest);
		sink.send(List.of(byDigest));
		return byDigest.handle((reply, error) -> {
			Throwable cause = (error instanceof CompletionException) ? error.getCause() : error;
			if (cause instanceof RedisNoScriptException) {
				AsyncCommand<byte[], byte[], T> byText = command.apply(CommandType.EVAL, this.text);
				sink.send(List.of(byText));
				return byText.toCompletableFuture();
			}
			return (cause != null) ? CompletableFuture.<T>failedFuture(cause)
					: CompletableFuture.completedFuture(reply);
		}).thenCompose((next) -> next);
	}

	// Redis names scripts by SHA-1.
	private static String sha1(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-1", ex);
		}
	}

}
