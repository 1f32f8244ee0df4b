package io.github.claudecache.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Problem details (RFC 9457) of an operation that was refused or failed, written in the
 * same way as every other answer of an endpoint.
 */
record Problem(String title, int status, String detail, @Nullable String scope, @Nullable String tenant,
		@Nullable List<String> tags) implements OperationResponseBody {

	static Problem of(String title, int status, String detail) {
		return new Problem(title, status, detail, null, null, null);
	}

	static Problem notInvalidated(int status, Target target) {
		return new Problem("Not invalidated", status,
				"Not invalidated: the store did not confirm it, so the answers may still be served."
						+ " Repeat the call until it succeeds; repeating is safe",
				target.scopeCode(), target.tenant(), target.tagTexts());
	}

}
