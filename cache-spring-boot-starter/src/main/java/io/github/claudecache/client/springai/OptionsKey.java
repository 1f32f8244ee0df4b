package io.github.claudecache.client.springai;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.claudecache.client.VolatileHeaders;
import io.github.claudecache.json.FactorValues;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;

import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;

/**
 * The options of a call as they enter its key: every field of their class, whatever class
 * it is, but those that are known to be volatile.
 */
final class OptionsKey {

	private static final String CACHE_OPTIONS = "cacheOptions";

	private static final String SYSTEM_BLOCKS = CACHE_OPTIONS + ".multiBlockSystemCaching";

	private static final String METADATA = "metadata";

	// The connection, credentials, what is only for the tools, how fast and at what
	// price: none of it changes what is answered. Marks of Claude's own prompt cache are
	// looked at below, model and tools have places of their own.
	private static final Set<String> VOLATILE = Set.of("apiKey", "timeout", "maxRetries", "proxy", "toolContext",
			"serviceTier", CACHE_OPTIONS, "toolCallbacks", "model");

	// What the answer is made from is elsewhere and may change.
	private static final Set<String> REFERENCES = Set.of("skillContainer", "webSearchTool");

	private static final Set<String> HEADERS = Set.of("customHeaders", "httpHeaders");

	private OptionsKey() {
	}

	/**
	 * Adds the options to a request.
	 * @param request the request
	 * @param options the options
	 * @param values makes values of objects
	 * @param absent gets the names of what is absent
	 * @throws UnkeyableException if they have no key
	 */
	static void add(ClaudeRequest.Builder request, ChatOptions options, ObjectValues values, List<String> absent) {
		SortedMap<String, FactorValue> fields = values.fields(options, (name) -> !VOLATILE.contains(name));
		for (String name : REFERENCES) {
			if (fields.containsKey(name)) {
				throw new UnkeyableException(BypassReason.FACTOR_MISSING,
						"The request refers to content elsewhere: " + name);
			}
		}
		HEADERS.forEach((name) -> fields.computeIfPresent(name, (any, value) -> withoutVolatileHeaders(value)));
		fields.computeIfPresent(METADATA, (any, value) -> withoutUser(options, value));
		if (inBlocks(options)) {
			fields.put(SYSTEM_BLOCKS, FactorValue.of(true));
		}
		// Options of another class are for another model.
		request.factor("options.class", options.getClass().getName());
		fields.forEach((name, value) -> request.factor("options." + name, value));
		String model = options.getModel();
		if (model != null && !model.isBlank()) {
			request.model(model);
		}
		else {
			absent.add("model");
		}
		List<ToolCallback> tools = (options instanceof ToolCallingChatOptions calling) ? calling.getToolCallbacks()
				: null;
		if (tools != null && !tools.isEmpty()) {
			request.tools(definitions(tools));
		}
		else {
			absent.add("tools");
		}
	}

	// What a tool is given and who runs it is not sent to the model.
	private static List<ToolDefinition> definitions(List<ToolCallback> tools) {
		List<ToolDefinition> definitions = new ArrayList<>(tools.size());
		for (ToolCallback tool : tools) {
			org.springframework.ai.tool.definition.ToolDefinition definition = tool.getToolDefinition();
			definitions.add(new ToolDefinition(definition.name(),
					FactorValue.Members.of(Map.of("description", FactorValue.of(definition.description()),
							"input_schema", FactorValues.parse(definition.inputSchema())))));
		}
		return definitions;
	}

	private static FactorValue withoutVolatileHeaders(FactorValue headers) {
		if (!(headers instanceof FactorValue.Members present)) {
			return headers;
		}
		SortedMap<String, FactorValue> members = new TreeMap<>(present.members());
		members.keySet().removeIf(VolatileHeaders::contains);
		return new FactorValue.Members(members);
	}

	// The user is not what is asked; an application that wants one key for each user says
	// so by the tenant. Only the SDK's class is known to have the user there.
	private static FactorValue withoutUser(ChatOptions options, FactorValue metadata) {
		if (!options.getClass().getName().startsWith("org.springframework.ai.anthropic.")
				|| !(metadata instanceof FactorValue.Members present)) {
			return metadata;
		}
		SortedMap<String, FactorValue> members = new TreeMap<>(present.members());
		members.remove("user_id");
		return new FactorValue.Members(members);
	}

	// Where Claude's own prompt cache begins and for how long it lives is volatile. But
	// one of its settings also decides whether system messages are sent as one text.
	private static boolean inBlocks(ChatOptions options) {
		BeanWrapper bean = PropertyAccessorFactory.forBeanPropertyAccess(options);
		return bean.isReadableProperty(SYSTEM_BLOCKS) && Boolean.TRUE.equals(bean.getPropertyValue(SYSTEM_BLOCKS));
	}

}
