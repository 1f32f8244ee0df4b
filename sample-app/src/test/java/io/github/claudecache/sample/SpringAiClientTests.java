package io.github.claudecache.sample;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.claudecache.client.springai.ClaudeCacheAdvisor;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * Spring AI, with the generation of the SDK that the sample uses.
 */
class SpringAiClientTests extends ClientScenarios {

	@Autowired
	private ChatClient client;

	@Override
	Answer ask() {
		return answer(List.of(Objects.requireNonNull(prompt().call().chatResponse())));
	}

	@Override
	Answer stream(Runnable eachPiece) {
		return answer(prompt().stream()
			.chatResponse()
			.doOnNext((chunk) -> eachPiece.run())
			.collectList()
			.blockOptional()
			.orElseThrow());
	}

	private ChatClient.ChatClientRequestSpec prompt() {
		return this.client.prompt(this.question)
			.advisors((spec) -> spec.param(ClaudeCacheAdvisor.CACHE_PARAM, CACHE)
				.param(ClaudeCacheAdvisor.TENANT_PARAM, TENANT));
	}

	private static Answer answer(List<ChatResponse> chunks) {
		String text = chunks.stream()
			.flatMap((chunk) -> chunk.getResults().stream())
			.map((result) -> Objects.requireNonNullElse(result.getOutput().getText(), ""))
			.collect(Collectors.joining());
		return new Answer(text,
				chunks.stream().anyMatch((chunk) -> chunk.getMetadata().get(ClaudeCacheAdvisor.MARK) != null));
	}

}
