package io.github.claudecache.sample.claude;

import java.time.Duration;

import io.github.claudecache.sample.model.Latency;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the help desk asks.
 *
 * @param apiKey the key for the Messages API; empty to ask the stand-in
 * @param baseUrl where the Messages API is; not used for the stand-in
 * @param timeout how long an answer may take
 * @param maxTokens the longest answer, in tokens
 * @param standIn how long the stand-in takes to answer
 * @since 0.1.0
 */
@ConfigurationProperties("helpdesk.claude")
public record ClaudeProperties(@DefaultValue("") String apiKey,
		@DefaultValue("https://api.anthropic.com") String baseUrl, @DefaultValue("60s") Duration timeout,
		@DefaultValue("500") int maxTokens, @DefaultValue Latency standIn) {

	// The generated form would print the key.
	@Override
	public String toString() {
		return "ClaudeProperties[baseUrl=" + this.baseUrl + "]";
	}

}
