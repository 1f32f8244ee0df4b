package io.github.claudecache.client.langchain4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.recording.Recording;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import io.github.claudecache.request.Turn;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks: its messages and parameters with all their fields, unless they are
 * known to be volatile, and what the model adds to them.
 */
final class ChatKey {

	private static final String ANSWER_TYPE = "langchain4j/chat-response/1";

	private static final String MODEL_NAME = "modelName";

	private static final String TOOLS = "toolSpecifications";

	private static final String CONTENTS = "contents";

	private final ClaudeRequest.Builder request;

	private final List<FactorValue> absent = new ArrayList<>();

	private ChatKey(ClaudeRequest.Builder request) {
		this.request = request;
	}

	/**
	 * Reads a request.
	 * @param cache the name of the cache
	 * @param tenant who is asking
	 * @param tags what the answer depends on
	 * @param request the request with the default parameters of the model
	 * @param settings what the model is configured with besides
	 * @return the call
	 * @throws io.github.claudecache.key.UnkeyableException if it has no key
	 */
	static ChatCall of(String cache, TenantId tenant, Collection<Tag> tags, ChatRequest request, FactorValue settings) {
		ChatKey key = new ChatKey(ClaudeRequest.builder(cache, tenant).answerType(ANSWER_TYPE).tags(tags));
		key.request.factor("model settings", settings);
		key.parameters(request.parameters());
		key.messages(request.messages());
		// The cache's own settings stand in for what a request does not have, so that a
		// request without a system prompt would share the key of one that has the
		// configured prompt.
		key.request.factor("absent", FactorValue.listOf(key.absent));
		return new ChatCall(key.request.build(), new RequestIdentity(request));
	}

	private void parameters(ChatRequestParameters parameters) {
		SortedMap<String, FactorValue> fields = ObjectValues.ofRequest().fields(parameters);
		fields.remove(MODEL_NAME);
		fields.remove(TOOLS);
		fields.forEach((name, value) -> this.request.factor("parameters." + name, value));
		String model = parameters.modelName();
		List<ToolSpecification> tools = parameters.toolSpecifications();
		if (model != null) {
			this.request.model(model);
		}
		else {
			this.absent.add(FactorValue.of("model"));
		}
		if (tools != null && !tools.isEmpty()) {
			this.request.tools(tools.stream()
				.map((tool) -> new ToolDefinition(tool.name(), ObjectValues.ofRequest().of(tool)))
				.toList());
		}
		else {
			this.absent.add(FactorValue.of("tools"));
		}
	}

	private void messages(List<ChatMessage> messages) {
		int first = 0;
		List<FactorValue> system = new ArrayList<>();
		while (first < messages.size() && messages.get(first).type() == ChatMessageType.SYSTEM) {
			system.add(ObjectValues.ofRequest().of(messages.get(first)));
			first++;
		}
		if (system.isEmpty()) {
			this.absent.add(FactorValue.of("system"));
		}
		else {
			this.request.systemBlocks(FactorValue.listOf(system));
		}
		List<Turn> history = new ArrayList<>();
		for (int i = first; i < messages.size(); i++) {
			ChatMessage message = messages.get(i);
			if (i < messages.size() - 1 || !question(message)) {
				history.add(
						new Turn(message.type().name().toLowerCase(Locale.ROOT), ObjectValues.ofRequest().of(message)));
			}
		}
		this.request.history(history);
	}

	// The last text of the user is the message. Whatever surrounds it is a factor of its
	// own, with a gap where the text was.
	private boolean question(ChatMessage message) {
		if (!(message instanceof UserMessage user) || message.getClass() != UserMessage.class) {
			return false;
		}
		List<FactorValue> contents = new ArrayList<>();
		int position = lastText(user.contents());
		if (position < 0) {
			return false;
		}
		for (int i = 0; i < user.contents().size(); i++) {
			contents
				.add((i != position) ? ObjectValues.ofRequest().of(user.contents().get(i)) : FactorValue.Null.INSTANCE);
		}
		SortedMap<String, FactorValue> around = ObjectValues.ofRequest().fields(user);
		around.put(CONTENTS, FactorValue.listOf(contents));
		this.request.message(text(user.contents().get(position)));
		this.request.factor(Recording.AROUND, new FactorValue.Members(around));
		return true;
	}

	private static int lastText(List<Content> contents) {
		for (int i = contents.size() - 1; i >= 0; i--) {
			if (text(contents.get(i)) != null) {
				return i;
			}
		}
		return -1;
	}

	private static @Nullable String text(Content content) {
		return (content.getClass() == TextContent.class) ? ((TextContent) content).text() : null;
	}

}
