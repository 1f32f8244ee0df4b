package io.github.claudecache.sample;

import java.util.List;

import com.anthropic.client.AnthropicClient;
import com.anthropic.models.messages.RawMessageStreamEvent;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * The blocking client of the Anthropic SDK.
 */
class AnthropicClientTests extends ClientScenarios {

	@Autowired
	private AnthropicClient client;

	@Override
	Answer ask() {
		try (var response = this.client.messages().withRawResponse().create(SdkAnswers.params(this.question))) {
			return SdkAnswers.plain(response.parse(), SdkAnswers.isHit(response.headers()));
		}
	}

	@Override
	Answer stream(Runnable eachPiece) {
		try (var response = this.client.messages().withRawResponse().createStreaming(SdkAnswers.params(this.question));
				var events = response.parse()) {
			List<RawMessageStreamEvent> read = events.stream().peek((event) -> {
				if (event.isContentBlockDelta()) {
					eachPiece.run();
				}
			}).toList();
			return SdkAnswers.streamed(read, SdkAnswers.isHit(response.headers()));
		}
	}

	@Override
	void cancelAtTheFirstPiece() {
		try (var events = this.client.messages().createStreaming(SdkAnswers.params(this.question))) {
			events.stream().filter(RawMessageStreamEvent::isContentBlockDelta).findFirst().orElseThrow();
		}
	}

}
