package io.github.claudecache.autoconfigure;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.annotation.EnableClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.semantic.EmbeddingProvider;
import io.github.claudecache.testsupport.semantic.WordVectors;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with one method whose answers serve other wordings, and no self-test.
 */
final class OtherWordings {

	static final String ASKED = "How do I renew a library card?";

	private OtherWordings() {
	}

	static ApplicationContextRunner application() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ClaudeCacheAutoConfiguration.class,
					ClaudeCacheSemanticAutoConfiguration.class))
			.withUserConfiguration(Cached.class)
			.withBean(EmbeddingProvider.class, WordVectors::new)
			.withBean(Desk.class)
			.withPropertyValues("claude.cache.semantic.self-test=false");
	}

	/**
	 * Asks {@link #ASKED} and then another wording.
	 */
	static void assertOutcome(ApplicationContextRunner runner, String other, Outcome expected) {
		runner.run((context) -> {
			Desk desk = context.getBean(Desk.class);
			desk.answer(ASKED);
			assertThat(desk.answer(other).provenance().outcome()).isEqualTo(expected);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableClaudeCache
	static class Cached {

	}

	// Public, so that a proxy of another class loader can extend it.
	public static class Desk {

		private final AtomicInteger calls = new AtomicInteger();

		@ClaudeCached(name = "faq", volatility = "reference", semantic = Semantic.GUARDED)
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

}
