package io.github.claudecache.autoconfigure;

import io.github.claudecache.config.ClaudeCacheConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/**
 * Prints the description and the action of a {@link ClaudeCacheConfigurationException}.
 * <p>
 * Ordered, because the analyzers of Spring Boot have no order: a failure while properties
 * are bound would go to the general one, which knows neither ranges nor remedies.
 */
@Order(0)
final class ClaudeCacheConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ClaudeCacheConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ClaudeCacheConfigurationException cause) {
		return new FailureAnalysis(cause.getDescription(), cause.getAction(), cause);
	}

}
