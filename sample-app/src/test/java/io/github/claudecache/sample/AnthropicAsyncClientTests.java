package io.github.claudecache.sample;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.services.async.MessageServiceAsync;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The asynchronous client of the Anthropic SDK.
 */
class AnthropicAsyncClientTests extends ClientScenarios {

	@Autowired
	private AnthropicClient client;

	@Override
	Answer ask() {
		return Eventually
			.get(messages().withRawResponse().create(SdkAnswers.params(this.question)).thenApply(this::read));
	}

	// Such a stream does not show the headers with the mark, so a hit is a call that the
	// model did not get.
	@Override
	Answer stream(Runnable eachPiece) {
		long asked = this.model.calls();
		List<RawMessageStreamEvent> events = new CopyOnWriteArrayList<>();
		AsyncStreamResponse<RawMessageStreamEvent> response = messages()
			.createStreaming(SdkAnswers.params(this.question));
		Eventually.get(response.subscribe((event) -> {
			events.add(event);
			if (event.isContentBlockDelta()) {
				eachPiece.run();
			}
		}).onCompleteFuture());
		return SdkAnswers.streamed(events, this.model.calls() == asked);
	}

	@Override
	void cancelAtTheFirstPiece() {
		CompletableFuture<Void> begun = new CompletableFuture<>();
		AsyncStreamResponse<RawMessageStreamEvent> response = messages()
			.createStreaming(SdkAnswers.params(this.question));
		response.subscribe((event) -> {
			if (event.isContentBlockDelta()) {
				begun.complete(null);
			}
		});
		Eventually.get(begun);
		response.close();
	}

	@Test
	void theRawResponseOfAStreamHasTheMark() {
		Answer miss = Eventually.get(raw());
		Answer hit = Eventually.get(raw());
		assertThat(miss.hit()).isFalse();
		assertThat(hit.hit()).isTrue();
		assertThat(hit.events()).isEqualTo(miss.events());
	}

	private CompletableFuture<Answer> raw() {
		return messages().withRawResponse()
			.createStreaming(SdkAnswers.params(this.question))
			.thenApply(this::readStream);
	}

	private Answer read(HttpResponseFor<Message> response) {
		try (response) {
			return SdkAnswers.plain(response.parse(), SdkAnswers.isHit(response.headers()));
		}
	}

	private Answer readStream(HttpResponseFor<StreamResponse<RawMessageStreamEvent>> response) {
		try (response; var events = response.parse()) {
			return SdkAnswers.streamed(events.stream().toList(), SdkAnswers.isHit(response.headers()));
		}
	}

	private MessageServiceAsync messages() {
		return this.client.async().messages();
	}

}
