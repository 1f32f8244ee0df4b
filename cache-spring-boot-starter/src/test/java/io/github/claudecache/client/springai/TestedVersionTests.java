package io.github.claudecache.client.springai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The build runs these tests with the versions that the page names. Names none of their
 * types: a test class that cannot be loaded is left out without a word, and this one
 * would say so.
 */
@Tag("spring-ai")
class TestedVersionTests {

	private static final Path PAGE = Path.of(System.getProperty("basedir", ""), "../docs/clients.md");

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.ai.chat.model.ChatResponse",
			"org.springframework.ai.chat.client.ChatClient", "org.springframework.ai.anthropic.AnthropicChatModel",
			"org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration" })
	void theVersionIsOneThatThePageNames(String type) throws ClassNotFoundException, IOException {
		String version = System.getProperty("spring-ai.version");
		assumeThat(version).as("Only the build says which version it is").isNotNull();
		assertThat(Class.forName(type).getProtectionDomain().getCodeSource().getLocation().getPath())
			.endsWith("-" + version + ".jar");
		assertThat(Files.readString(PAGE))
			.containsPattern("`spring-ai-client-chat`;[^)]*\\b" + version + "\\b[^)]* are tested");
	}

}
