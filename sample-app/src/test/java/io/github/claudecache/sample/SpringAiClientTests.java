package io.github.claudecache.sample;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.claudecache.client.springai.ClaudeCacheAdvisor;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * The chat client of Spring AI, with the generation of the SDK that the sample uses.
 */
class SpringAiClientTests extends ClientScenarios {

	// The limits of the account and the objects of the SDK are not kept, and a miss has
	// no mark.
	private static final Set<String> NOT_REPLAYED = Set.of("anthropic-response", ClaudeCacheAdvisor.MARK);

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
			.blockOptional(Duration.ofSeconds(60))
			.orElseThrow());
	}

	@Override
	void cancelAtTheFirstPiece() {
		prompt().stream()
			.chatResponse()
			.filter((chunk) -> !text(List.of(chunk)).isEmpty())
			.blockFirst(Duration.ofSeconds(60));
	}

	// What the model gives is looked at, so no tool is run.
	private ChatClient.ChatClientRequestSpec prompt() {
		return this.client.prompt(this.question)
			.advisors((spec) -> spec.param(ClaudeCacheAdvisor.CACHE_PARAM, CACHE)
				.param(ClaudeCacheAdvisor.TENANT_PARAM, TENANT)
				.param("spring.ai.chat.client.tool.calling.advisor.auto-register", false));
	}

	private static Answer answer(List<ChatResponse> chunks) {
		String text = text(chunks);
		String stopReason = generations(chunks).map((result) -> result.getMetadata().getFinishReason())
			.filter((reason) -> reason != null && !reason.isEmpty())
			.reduce("", (first, second) -> second);
		ChatResponseMetadata end = chunks.get(chunks.size() - 1).getMetadata();
		return new Answer(text, stopReason, chunks.stream().anyMatch(ChatResponse::hasToolCalls),
				chunks.stream().anyMatch((chunk) -> chunk.getMetadata().get(ClaudeCacheAdvisor.MARK) != null),
				List.of(text, stopReason, end.getId(), end.getModel(), counts(end.getUsage())),
				chunks.stream().map(SpringAiClientTests::described).toList());
	}

	private static String text(List<ChatResponse> chunks) {
		return generations(chunks).map((result) -> Objects.requireNonNullElse(result.getOutput().getText(), ""))
			.collect(Collectors.joining());
	}

	private static Stream<Generation> generations(List<ChatResponse> chunks) {
		return chunks.stream().flatMap((chunk) -> chunk.getResults().stream());
	}

	private static List<Object> described(ChatResponse chunk) {
		ChatResponseMetadata metadata = chunk.getMetadata();
		return List.of(chunk.getResults(), metadata.getId(), metadata.getModel(), counts(metadata.getUsage()),
				metadata.keySet().stream().filter((key) -> !NOT_REPLAYED.contains(key)).collect(Collectors.toSet()));
	}

	private static List<Object> counts(Usage usage) {
		return Stream
			.<Object>of(usage.getPromptTokens(), usage.getCompletionTokens(), usage.getTotalTokens(),
					String.valueOf(usage.getCacheReadInputTokens()), String.valueOf(usage.getCacheWriteInputTokens()))
			.toList();
	}

}
