package io.github.claudecache.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.FactorValue;
import io.github.claudecache.request.ToolDefinition;
import io.github.claudecache.request.Turn;

/**
 * Requests of three sizes.
 */
public enum Requests {

	/** A question of 200 characters and nothing else. */
	SMALL {

		@Override
		ClaudeRequest request() {
			return start().message(text(200)).build();
		}

	},

	/**
	 * About 8 KB: a system prompt, three tools with schemas, five documents, a
	 * conversation of four turns and a question.
	 */
	TYPICAL {

		@Override
		ClaudeRequest request() {
			ClaudeRequest.Builder builder = start().answerType("io.example.FaqAnswer")
				.model("claude-sonnet-5")
				.system(text(3_000))
				.tools(List.of(tool("search"), tool("order"), tool("escalate")))
				.locale(Locale.US)
				.history(List.of(Turn.user(text(300)), Turn.assistant(text(1_200)), Turn.user(text(300)),
						Turn.assistant(text(1_200))))
				.message(text(300))
				.factor("plan", "pro");
			for (int i = 0; i < 5; i++) {
				builder.document("policies/returns/" + i, "rev-" + i);
			}
			return builder.build();
		}

	},

	/** A question of one mebibyte with double spaces, so that it has to be copied. */
	LARGE {

		@Override
		ClaudeRequest request() {
			return start().message(text(1024 * 1024).replace(". ", ".  ").substring(0, 1024 * 1024)).build();
		}

	};

	private static final String SENTENCE = "Can I return an order after thirty days if it was damaged on its way. ";

	abstract ClaudeRequest request();

	/**
	 * The request as its records print themselves: about as much text as a key digests.
	 */
	String texts() {
		StringBuilder texts = new StringBuilder();
		ClaudeRequest request = request();
		texts.append(request.cache()).append(request.tenant()).append(request.answerType()).append(request.model());
		texts.append(request.system()).append(request.tools()).append(request.documents()).append(request.locale());
		return texts.append(request.history()).append(request.factors()).append(request.message()).toString();
	}

	private static ClaudeRequest.Builder start() {
		return ClaudeRequest.builder("faq", new TenantId("acme"));
	}

	private static String text(int characters) {
		return SENTENCE.repeat(characters / SENTENCE.length() + 1).substring(0, characters);
	}

	private static ToolDefinition tool(String name) {
		FactorValue property = FactorValue.Members
			.of(Map.of("type", FactorValue.of("string"), "description", FactorValue.of(text(150))));
		return new ToolDefinition(name, FactorValue.Members.of(Map.of("description", FactorValue.of(text(300)),
				"properties", FactorValue.Members.of(Map.of("query", property, "order", property)))));
	}

}
