package io.github.claudecache.benchmarks.speed.hit;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.claudecache.annotation.CacheDocuments;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.benchmarks.speed.server.ClaudeApplication;
import io.github.claudecache.benchmarks.speed.server.MeasuredRedis;
import io.github.claudecache.request.DocumentRef;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A method with {@link ClaudeCached} in a Spring Boot application, with the model and the
 * system prompt from properties.
 */
final class ClaudeCacheSide implements Side {

	private static final String MODEL = "claude-sonnet-4-5";

	private final Desk desk = new Desk();

	private final ConfigurableApplicationContext context;

	private final Faq faq;

	ClaudeCacheSide(MeasuredRedis redis) {
		this.context = ClaudeApplication.start(redis,
				Map.of("claude.cache.caches.faq.model", MODEL, "claude.cache.caches.faq.system-prompt",
						"classpath:speed/system-prompt.txt"),
				(context) -> context.registerBean(Faq.class, () -> new Faq(this.desk)));
		this.faq = this.context.getBean(Faq.class);
	}

	@Override
	public String name() {
		return ClaudeApplication.SIDE;
	}

	@Override
	public void store(Exchange exchange) {
		this.desk.expect(exchange);
		ask(exchange);
		this.desk.forget(exchange);
	}

	@Override
	public @Nullable String hit(Exchange exchange) {
		ClaudeAnswer<String> answer = ask(exchange);
		Provenance provenance = answer.provenance();
		if (provenance == null || provenance.outcome() != Outcome.EXACT) {
			throw new IllegalStateException("It was not a hit: " + provenance);
		}
		return answer.value();
	}

	@Override
	public boolean holdsAnswer(String key) {
		return key.contains(":e:{");
	}

	@Override
	public void close() {
		this.context.close();
	}

	private ClaudeAnswer<String> ask(Exchange exchange) {
		return this.faq.answer(exchange.question(), exchange.documents(), exchange.topic(), exchange.locale());
	}

	/**
	 * The annotated method.
	 */
	static class Faq {

		private final Desk desk;

		Faq(Desk desk) {
			this.desk = desk;
		}

		@ClaudeCached(name = "faq", volatility = "reference", tags = "'policy:' + #topic")
		public ClaudeAnswer<String> answer(@CacheMessage String question, @CacheDocuments List<DocumentRef> documents,
				String topic, Locale locale) {
			return ClaudeAnswer.of(this.desk.answer(question), StopReason.END_TURN, MODEL, new Usage(3_100, 420, 0, 0));
		}

	}

}
