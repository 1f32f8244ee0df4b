package io.github.claudecache.recording;

import java.util.List;
import java.util.Map;

import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A client whose calls an adapter sees.
 */
final class SeenClient implements CallRecorder {

	volatile String model = "claude-haiku-4-5";

	volatile String system = "You are a librarian.";

	volatile List<String> tools = List.of("search");

	volatile String document = "Version 1 of the rules.";

	volatile String addition = "";

	volatile boolean asks = true;

	volatile int calls;

	volatile StopReason stopReason = StopReason.END_TURN;

	@Override
	public String library() {
		return "test";
	}

	String ask(String message) {
		return ask(message, this.system, this.tools, this.document);
	}

	String ask(String message, @Nullable String system, List<String> tools, String document) {
		Recording recording = Recording.current();
		if (recording != null) {
			recording
				.sent(ClaudeRequest.builder("any", TenantId.DEFAULT)
					.model(this.model)
					.system(system)
					.tools(tools.stream().map((name) -> new ToolDefinition(name, FactorValue.of(name))).toList())
					.message(message)
					.factor(Recording.AROUND,
							FactorValue.Members.of(Map.of("role", FactorValue.of("user"), "content",
									FactorValue.listOf(List.of(block("document", document), block("text", ""))))))
					.build())
				.received(this.stopReason, this.model, Usage.of(10, 5), false);
		}
		return "answer to " + message;
	}

	private static FactorValue block(String type, String text) {
		return FactorValue.Members.of(Map.of("type", FactorValue.of(type), "text", FactorValue.of(text)));
	}

}
