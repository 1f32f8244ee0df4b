package io.github.claudecache.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page says what the judge is told, word for word.
 */
class VerifiersPageTests {

	@Test
	void thePromptIsTheOneThatIsSent() throws IOException {
		assertThat(Files.readString(Path.of("../docs/verifiers.md"))).contains("```\n" + ClaudeJudge.PROMPT + "\n```");
	}

}
