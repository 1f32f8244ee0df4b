package io.github.claudecache.client.langchain4j;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.Callable;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.github.claudecache.ClaudeCache;
import io.github.claudecache.request.CacheDefinition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * LangChain4j's core may be there without its client of Claude.
 */
class CoreOnlyTests {

	@Test
	void theCoreIsEnough() throws Exception {
		URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains("langchain4j-anthropic") && !entry.contains("langchain4j-http-client"))
			.map(CoreOnlyTests::url)
			.toArray(URL[]::new);
		try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
			assertThatExceptionOfType(ClassNotFoundException.class)
				.isThrownBy(() -> loader.loadClass("dev.langchain4j.model.anthropic.AnthropicTokenUsage"));
			Callable<?> probe = (Callable<?>) loader.loadClass(Probe.class.getName())
				.getDeclaredConstructor()
				.newInstance();
			assertThat(probe.call()).isEqualTo("1 call: Yes. Yes.");
		}
	}

	private static URL url(String entry) {
		try {
			URI uri = new File(entry).toURI();
			return uri.toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Asks a model twice. Loaded without the client of Claude.
	 */
	public static final class Probe implements Callable<String>, ChatModel {

		private int calls;

		@Override
		public String call() {
			ClaudeCache cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).build();
			ChatModel model = new CachedModels(() -> cache, ChatFixture::oneTenant, "faq", 1024).cached(this);
			String first = model.chat("Hi?");
			String second = model.chat("Hi?");
			return this.calls + " call: " + first + " " + second;
		}

		@Override
		public ChatResponse doChat(ChatRequest chatRequest) {
			this.calls++;
			return ChatResponse.builder().aiMessage(AiMessage.from("Yes.")).finishReason(FinishReason.STOP).build();
		}

	}

}
