package io.github.claudecache.client.anthropic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import com.anthropic.core.http.HttpRequest;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.json.FactorValues;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.recording.Recording;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import io.github.claudecache.request.Turn;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks, from its literal body: everything is in the key unless it is known
 * to be volatile, so what the API adds later costs hits, not correctness. The order of
 * members does not matter, and an absent member differs from every value.
 */
final class RequestKey {

	private static final String ANSWER_TYPE = "anthropic/message/1";

	private static final String MODEL = "model";

	private static final String SYSTEM = "system";

	private static final String TOOLS = "tools";

	private static final String MESSAGES = "messages";

	private static final String METADATA = "metadata";

	private static final String CONTENT = "content";

	private static final String TEXT = "text";

	// How the answer is delivered, how fast and at what price, and what is recorded of
	// the call: none of it changes what is answered.
	private static final Set<String> VOLATILE = Set.of("stream", "diagnostics", "service_tier", "speed",
			ContentBlocks.CACHE_CONTROL);

	// What the answer is made from is elsewhere and may change.
	private static final Set<String> REFERENCES = Set.of("container", "mcp_servers");

	private static final Set<String> COMPONENTS = Set.of(MODEL, SYSTEM, TOOLS, MESSAGES, METADATA);

	private final ClaudeRequest.Builder request;

	private final SortedMap<String, FactorValue> body;

	private RequestKey(ClaudeRequest.Builder request, SortedMap<String, FactorValue> body) {
		this.request = request;
		this.body = body;
	}

	/**
	 * Reads a request.
	 * @throws UnkeyableException if it has no key
	 * @throws IllegalArgumentException if the body is not canonical JSON, or not a
	 * request
	 */
	static MessageCall of(String cache, TenantId tenant, HttpRequest http, byte[] body) {
		if (!(FactorValues.parse(Json.text(body)) instanceof FactorValue.Members members)) {
			throw malformed("body");
		}
		ClaudeRequest.Builder request = ClaudeRequest.builder(cache, tenant).answerType(ANSWER_TYPE);
		// Another endpoint may be another model behind the same name.
		request.factor("endpoint", http.url());
		RequestHeaders.factors(http.headers()).forEach(request::factor);
		new RequestKey(request, members.members()).read();
		boolean streamed = FactorValue.of(true).equals(members.members().get("stream"));
		return new MessageCall(request.build(), new RequestIdentity(body), streamed);
	}

	private void read() {
		for (String name : REFERENCES) {
			FactorValue value = this.body.get(name);
			if (value != null && value != FactorValue.Null.INSTANCE) {
				throw new UnkeyableException(BypassReason.FACTOR_MISSING,
						"The request refers to content elsewhere: " + name);
			}
		}
		this.body.forEach((name, value) -> {
			if (!COMPONENTS.contains(name) && !VOLATILE.contains(name)) {
				this.request.factor("body." + name, value);
			}
		});
		model();
		system();
		tools();
		metadata();
		messages();
		absent();
	}

	// The cache's own settings stand in for what a request does not have, so that a
	// request without a system prompt would share the key of one that has the configured
	// prompt.
	private void absent() {
		List<FactorValue> absent = new ArrayList<>();
		for (String name : List.of(MODEL, SYSTEM, TOOLS)) {
			if (!this.body.containsKey(name)) {
				absent.add(FactorValue.of(name));
			}
		}
		this.request.factor("absent", FactorValue.listOf(absent));
	}

	private void model() {
		FactorValue model = this.body.get(MODEL);
		if (model != null) {
			this.request.model(text(model, MODEL));
		}
	}

	private void system() {
		FactorValue system = this.body.get(SYSTEM);
		if (system != null) {
			this.request.systemBlocks(ContentBlocks.canonical(system));
		}
	}

	private void tools() {
		FactorValue tools = this.body.get(TOOLS);
		if (tools == null) {
			return;
		}
		List<ToolDefinition> definitions = new ArrayList<>();
		for (FactorValue tool : items(tools, TOOLS)) {
			SortedMap<String, FactorValue> members = new TreeMap<>(members(tool, TOOLS));
			members.remove(ContentBlocks.CACHE_CONTROL);
			FactorValue name = members.getOrDefault("name", members.get("type"));
			definitions.add(new ToolDefinition(
					(name instanceof FactorValue.Text text && !text.text().isBlank()) ? text.text() : "unnamed",
					new FactorValue.Members(members)));
		}
		this.request.tools(definitions);
	}

	// The user is not what is asked; an application that wants one key for each user says
	// so by the tenant.
	private void metadata() {
		FactorValue metadata = this.body.get(METADATA);
		if (metadata instanceof FactorValue.Members present) {
			SortedMap<String, FactorValue> members = new TreeMap<>(present.members());
			members.remove("user_id");
			metadata = members.isEmpty() ? null : new FactorValue.Members(members);
		}
		if (metadata != null) {
			this.request.factor("body." + METADATA, metadata);
		}
	}

	private void messages() {
		FactorValue messages = this.body.get(MESSAGES);
		if (messages == null) {
			throw malformed(MESSAGES);
		}
		List<Turn> turns = new ArrayList<>();
		List<FactorValue> items = items(messages, MESSAGES);
		for (int i = 0; i < items.size(); i++) {
			SortedMap<String, FactorValue> message = members(ContentBlocks.canonical(items.get(i)), MESSAGES);
			boolean last = i == items.size() - 1;
			if (!last || !question(message)) {
				turns.add(turn(message));
			}
		}
		this.request.history(turns);
	}

	// The last text of the user is the message. Whatever surrounds it is a factor of its
	// own, with a gap where the text was.
	private boolean question(SortedMap<String, FactorValue> message) {
		if (!FactorValue.of("user").equals(message.get("role"))) {
			return false;
		}
		SortedMap<String, FactorValue> rest = new TreeMap<>(message);
		FactorValue content = message.get(CONTENT);
		if (content instanceof FactorValue.Text text) {
			this.request.message(text.text());
			rest.remove(CONTENT);
		}
		else if (content instanceof FactorValue.Ordered blocks) {
			List<FactorValue> others = new ArrayList<>(blocks.items());
			int position = lastText(others);
			if (position < 0) {
				return false;
			}
			SortedMap<String, FactorValue> block = new TreeMap<>(members(others.get(position), MESSAGES));
			FactorValue text = block.remove(TEXT);
			this.request.message(text(text, TEXT));
			others.set(position, new FactorValue.Members(block));
			rest.put(CONTENT, FactorValue.listOf(others));
		}
		else {
			return false;
		}
		this.request.factor(Recording.AROUND, new FactorValue.Members(rest));
		return true;
	}

	private static int lastText(List<FactorValue> blocks) {
		for (int i = blocks.size() - 1; i >= 0; i--) {
			if (blocks.get(i) instanceof FactorValue.Members block
					&& FactorValue.of(TEXT).equals(block.members().get("type"))
					&& block.members().get(TEXT) instanceof FactorValue.Text) {
				return i;
			}
		}
		return -1;
	}

	// Content is a text or a list, so a whole message is mistaken for neither.
	private static Turn turn(SortedMap<String, FactorValue> message) {
		FactorValue content = message.get(CONTENT);
		return new Turn(text(message.get("role"), "role"),
				(content != null && message.size() == 2) ? content : new FactorValue.Members(message));
	}

	private static String text(@Nullable FactorValue value, String name) {
		if (value instanceof FactorValue.Text text) {
			return text.text();
		}
		throw malformed(name);
	}

	private static List<FactorValue> items(FactorValue value, String name) {
		if (value instanceof FactorValue.Ordered ordered) {
			return ordered.items();
		}
		throw malformed(name);
	}

	private static SortedMap<String, FactorValue> members(FactorValue value, String name) {
		if (value instanceof FactorValue.Members members) {
			return members.members();
		}
		throw malformed(name);
	}

	private static UnkeyableException malformed(String name) {
		return new UnkeyableException(BypassReason.KEY_FAILED, "Not a request of the Messages API: " + name);
	}

}
