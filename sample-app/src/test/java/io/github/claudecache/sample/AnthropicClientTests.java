package io.github.claudecache.sample;

import java.util.stream.Collectors;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.Headers;
import com.anthropic.models.messages.MessageCreateParams;
import io.github.claudecache.client.anthropic.ClaudeCacheInterceptor;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * The Anthropic SDK.
 */
class AnthropicClientTests extends ClientScenarios {

	@Autowired
	private AnthropicClient client;

	@Override
	Answer ask() {
		try (var response = this.client.messages().withRawResponse().create(params())) {
			String text = response.parse()
				.content()
				.stream()
				.flatMap((block) -> block.text().stream())
				.map((block) -> block.text())
				.collect(Collectors.joining());
			return new Answer(text, isHit(response.headers()));
		}
	}

	@Override
	Answer stream(Runnable eachPiece) {
		try (var response = this.client.messages().withRawResponse().createStreaming(params());
				var events = response.parse()) {
			String text = events.stream()
				.flatMap((event) -> event.contentBlockDelta().stream())
				.flatMap((delta) -> delta.delta().text().stream())
				.peek((piece) -> eachPiece.run())
				.map((piece) -> piece.text())
				.collect(Collectors.joining());
			return new Answer(text, isHit(response.headers()));
		}
	}

	private MessageCreateParams params() {
		return MessageCreateParams.builder()
			.model("claude-test")
			.maxTokens(500)
			.addUserMessage(this.question)
			.putAdditionalHeader(ClaudeCacheInterceptor.CACHE_HEADER, CACHE)
			.putAdditionalHeader(ClaudeCacheInterceptor.TENANT_HEADER, TENANT)
			.build();
	}

	private static boolean isHit(Headers headers) {
		return headers.values(ClaudeCacheInterceptor.CACHE_HEADER).stream().anyMatch((mark) -> mark.startsWith("hit;"));
	}

}
