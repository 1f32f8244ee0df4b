package io.github.claudecache.redis;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.lettuce.core.RedisCommandExecutionException;

/**
 * What the errors of the client mean.
 */
final class Failures {

	private static final List<String> UNABLE = List.of("LOADING", "BUSY", "MASTERDOWN", "CLUSTERDOWN", "NOAUTH");

	private Failures() {
	}

	/**
	 * The error itself, without what stages wrap it in.
	 */
	static Throwable unwrap(Throwable error) {
		Throwable cause = error;
		while ((cause instanceof CompletionException || cause instanceof ExecutionException)
				&& cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	/**
	 * What was tried, and the innermost message, which is the one that says what
	 * happened.
	 */
	static String describe(Throwable error) {
		Throwable outer = unwrap(error);
		Throwable root = outer;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		String tried = message(outer);
		String happened = message(root);
		return tried.contains(happened) ? tried : tried + ": " + happened;
	}

	private static String message(Throwable error) {
		String message = error.getMessage();
		return (message != null) ? message : error.getClass().getSimpleName();
	}

	/**
	 * Whether the server refused to write because it has no memory left.
	 */
	static boolean full(Throwable error) {
		return saidSomewhere(error, "OOM");
	}

	/**
	 * Whether the key is on another server than the client believes, for good.
	 */
	static boolean moved(Throwable error) {
		return replied(error, "MOVED");
	}

	/**
	 * Whether the server has become a replica.
	 */
	static boolean demoted(Throwable error) {
		return saidSomewhere(error, "READONLY");
	}

	/**
	 * Whether the server cannot do anything for us now: it loads its data, is kept busy
	 * by a script, has lost its master, belongs to a cluster that is down, or does not
	 * let us. A server that is full can still be read.
	 */
	static boolean unable(Throwable error) {
		return UNABLE.stream().anyMatch((code) -> replied(error, code)) || forbidden(error);
	}

	/**
	 * Whether a key of ours holds a value of another type.
	 */
	static boolean wrongType(Throwable error) {
		return replied(error, "WRONGTYPE");
	}

	/**
	 * Whether the user of the connection lacks a right.
	 */
	static boolean forbidden(Throwable error) {
		return saidSomewhere(error, "NOPERM");
	}

	/**
	 * Whether the server does not have a command.
	 */
	static boolean unknownCommand(Throwable error) {
		return replied(error, "ERR unknown command");
	}

	// Redis 6.2 wraps what a command in a script was refused with.
	private static boolean saidSomewhere(Throwable error, String code) {
		String message = error.getMessage();
		return error instanceof RedisCommandExecutionException && message != null && message.contains(code + " ");
	}

	private static boolean replied(Throwable error, String code) {
		String message = error.getMessage();
		return error instanceof RedisCommandExecutionException && message != null && message.startsWith(code);
	}

}
