package io.github.claudecache.client.springai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.claudecache.identity.TenantId;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.recording.Recording;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.Turn;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClientAttributes;
import org.springframework.ai.chat.client.ChatClientRequest;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.ChatOptions;

import org.springframework.util.StringUtils;

/**
 * What a call asks, from the prompt as it is handed to the model: everything is in the
 * key unless it is known to be volatile.
 */
final class PromptKey {

	private static final String ANSWER_TYPE = "spring-ai/chat/1";

	// Set by the message itself, and the same for all of a class.
	private static final String MESSAGE_TYPE = "messageType";

	private final ClaudeRequest.Builder request;

	private final ObjectValues values = new ObjectValues();

	private PromptKey(ClaudeRequest.Builder request) {
		this.request = request;
	}

	/**
	 * Reads a call.
	 * @param cache the cache that is asked
	 * @param tenant whose call it is
	 * @param call the call
	 * @param streamed whether it is streamed
	 * @return the request
	 * @throws UnkeyableException if it has no key
	 */
	static ClaudeRequest.Builder of(String cache, TenantId tenant, ChatClientRequest call, boolean streamed) {
		ClaudeRequest.Builder request = ClaudeRequest.builder(cache, tenant).answerType(ANSWER_TYPE);
		PromptKey key = new PromptKey(request);
		List<String> absent = new ArrayList<>();
		ChatOptions options = call.prompt().getOptions();
		if (options == null) {
			// The model would take its own, which cannot be seen from here.
			throw new UnkeyableException(BypassReason.FACTOR_MISSING, "The call has no options");
		}
		OptionsKey.add(request, options, key.values, absent);
		key.messages(call.prompt().getInstructions(), absent);
		key.format(call.context(), streamed);
		// The cache's own settings stand in for what a request does not have, so that a
		// request without a system prompt would share the key of one that has the
		// configured prompt.
		request.factor("absent", FactorValue.listOf(absent.stream().map(FactorValue::of).toList()));
		return request;
	}

	private void messages(List<Message> messages, List<String> absent) {
		int first = 0;
		while (first < messages.size() && isPlainSystem(messages.get(first))) {
			first++;
		}
		if (first == 0) {
			absent.add("system");
		}
		else {
			this.request
				.systemBlocks(FactorValue.listOf(messages.subList(0, first).stream().map(this::whole).toList()));
		}
		List<Turn> turns = new ArrayList<>();
		for (int i = first; i < messages.size(); i++) {
			Message message = messages.get(i);
			if (i == messages.size() - 1 && message instanceof UserMessage question) {
				question(question);
			}
			else {
				turns.add(new Turn(message.getMessageType().getValue(), whole(message)));
			}
		}
		this.request.history(turns);
	}

	private static boolean isPlainSystem(Message message) {
		return message instanceof SystemMessage && message.getMessageType() == MessageType.SYSTEM;
	}

	// The last text of the user is the message. Whatever surrounds it is a factor of its
	// own.
	private void question(UserMessage question) {
		this.request.message(question.getText());
		this.request.factor(Recording.AROUND, content(question, false));
	}

	private FactorValue whole(Message message) {
		return content(message, true);
	}

	// By its fields, as every other object: a model may read from a class of its own what
	// the interface does not show.
	private FactorValue content(Message message, boolean withText) {
		SortedMap<String, FactorValue> fields = this.values.fields(message,
				(name) -> !name.equals(MESSAGE_TYPE) && (withText || !name.equals("textContent")));
		if (fields.get("metadata") instanceof FactorValue.Members metadata) {
			SortedMap<String, FactorValue> members = new TreeMap<>(metadata.members());
			members.remove(MESSAGE_TYPE);
			fields.put("metadata", new FactorValue.Members(members));
		}
		fields.put("class", FactorValue.of(message.getClass().getName()));
		return new FactorValue.Members(fields);
	}

	// Spring AI's last advisor makes a part of the prompt from these, for a call that is
	// not streamed.
	private void format(Map<String, @Nullable Object> context, boolean streamed) {
		Object format = context.get(ChatClientAttributes.OUTPUT_FORMAT.getKey());
		Object schema = context.get(ChatClientAttributes.STRUCTURED_OUTPUT_SCHEMA.getKey());
		if (!hasText(format) && !hasText(schema)) {
			return;
		}
		boolean ofModel = context.containsKey(ChatClientAttributes.STRUCTURED_OUTPUT_NATIVE.getKey());
		this.request.factor("format", FactorValue.listOf(List.of(this.values.of(format), this.values.of(schema),
				FactorValue.of(ofModel), FactorValue.of(streamed))));
	}

	private static boolean hasText(@Nullable Object value) {
		return value instanceof String text && StringUtils.hasText(text);
	}

}
