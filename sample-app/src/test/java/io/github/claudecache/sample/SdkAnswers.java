package io.github.claudecache.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.anthropic.core.http.Headers;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawContentBlockDelta;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextDelta;
import io.github.claudecache.client.anthropic.ClaudeCacheInterceptor;
import io.github.claudecache.sample.ClientScenarios.Answer;

/**
 * What the Anthropic SDK sends and gives, in its blocking and its asynchronous client.
 */
final class SdkAnswers {

	private SdkAnswers() {
	}

	static MessageCreateParams params(String question) {
		return MessageCreateParams.builder()
			.model("claude-test")
			.maxTokens(500)
			.addUserMessage(question)
			.putAdditionalHeader(ClaudeCacheInterceptor.CACHE_HEADER, ClientScenarios.CACHE)
			.putAdditionalHeader(ClaudeCacheInterceptor.TENANT_HEADER, ClientScenarios.TENANT)
			.build();
	}

	static Answer plain(Message message, boolean hit) {
		return answer(message, hit, List.of(message));
	}

	static Answer streamed(List<RawMessageStreamEvent> events, boolean hit) {
		MessageAccumulator accumulator = MessageAccumulator.create();
		events.forEach(accumulator::accumulate);
		return answer(accumulator.message(), hit, joined(events));
	}

	static boolean isHit(Headers headers) {
		return headers.values(ClaudeCacheInterceptor.CACHE_HEADER).stream().anyMatch((mark) -> mark.startsWith("hit;"));
	}

	private static Answer answer(Message message, boolean hit, List<?> events) {
		String text = message.content()
			.stream()
			.flatMap((block) -> block.text().stream())
			.map((block) -> block.text())
			.collect(Collectors.joining());
		return new Answer(text, message.stopReason().map(StopReason::asString).orElse(""),
				message.content().stream().anyMatch((block) -> block.isToolUse()), hit, message, events);
	}

	// How Claude cut a text is not kept, so the pieces of a block are one.
	private static List<RawMessageStreamEvent> joined(List<RawMessageStreamEvent> events) {
		List<RawMessageStreamEvent> joined = new ArrayList<>();
		for (RawMessageStreamEvent event : events) {
			int last = joined.size() - 1;
			Optional<String> before = (last < 0) ? Optional.empty() : piece(joined.get(last));
			Optional<String> next = piece(event);
			if (before.isPresent() && next.isPresent()) {
				joined.set(last, with(event, before.get() + next.get()));
			}
			else {
				joined.add(event);
			}
		}
		return joined;
	}

	private static Optional<String> piece(RawMessageStreamEvent event) {
		return event.contentBlockDelta().flatMap((delta) -> delta.delta().text()).map(TextDelta::text);
	}

	private static RawMessageStreamEvent with(RawMessageStreamEvent event, String text) {
		TextDelta delta = event.asContentBlockDelta().delta().asText().toBuilder().text(text).build();
		return RawMessageStreamEvent.ofContentBlockDelta(
				event.asContentBlockDelta().toBuilder().delta(RawContentBlockDelta.ofText(delta)).build());
	}

}
