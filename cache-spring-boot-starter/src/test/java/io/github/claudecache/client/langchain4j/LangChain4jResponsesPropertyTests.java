package io.github.claudecache.client.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.Payload;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever text and usage a response has, it comes back equal.
 */
class LangChain4jResponsesPropertyTests {

	private final LangChain4jResponses responses = new LangChain4jResponses();

	private final AnswerCodec<Object> codec = this.responses.codec(ChatResponse.class);

	@Property(tries = 200)
	void whateverItSaysComesBack(@ForAll @NotBlank String text, @ForAll @IntRange int input,
			@ForAll boolean anthropic) {
		TokenUsage usage = anthropic
				? AnthropicTokenUsage.builder().inputTokenCount(input).cacheReadInputTokens(7).build()
				: new TokenUsage(input, null, 3);
		ChatResponse response = LangChain4jResponsesTests.response(AiMessage.from(text), FinishReason.LENGTH, usage);
		Payload payload = this.codec.encode(response);
		assertThat(this.codec.decode(payload)).isEqualTo(response).isNotSameAs(response);
		assertThat(this.responses.said(payload)).contains(Payload.text(text));
	}

}
