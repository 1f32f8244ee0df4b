package io.github.claudecache.actuate;

import java.util.List;
import java.util.Locale;

import io.github.claudecache.request.CacheDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * One named cache.
 *
 * @param name the name
 * @param mode what it does: {@code serve} or {@code off}
 * @param volatility the name of the class that bounds the age of its answers
 * @param revision the version of the prompt or build behind it, if it has one
 * @param model the model of requests that name none, if it has one
 * @param figures what happened in it on this node; absent if the application did not let
 * the cache tell {@link CacheStatistics}
 * @param audit what the audit found; absent if there is none
 * @param undeclared what of the calls to Claude its key was found not to know on this
 * node, which does not ask it any more; absent if nothing was found
 * @since 0.1.0
 */
public record CacheReport(String name, String mode, String volatility, @Nullable String revision,
		@Nullable String model, @Nullable CacheFigures figures, @Nullable AuditReport audit,
		@Nullable List<String> undeclared) implements OperationResponseBody {

	static CacheReport of(CacheDefinition definition, @Nullable CacheFigures figures, @Nullable AuditReport audit,
			@Nullable List<String> undeclared) {
		return new CacheReport(definition.name(), definition.mode().name().toLowerCase(Locale.ROOT),
				definition.volatility(), definition.revision(), definition.model(), figures, audit, undeclared);
	}

}
