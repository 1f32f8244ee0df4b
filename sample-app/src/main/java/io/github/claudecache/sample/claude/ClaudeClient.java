package io.github.claudecache.sample.claude;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.DocumentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.sample.document.Document;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Asks Claude. Model and system prompt are read from the properties of the cache, so that
 * what is sent and what is in the key cannot differ.
 * <p>
 * Safe for use by many threads.
 *
 * @since 0.1.0
 */
@Component
public class ClaudeClient {

	private static final Log logger = LogFactory.getLog(ClaudeClient.class);

	private final AnthropicClient client;

	private final long maxTokens;

	private final String model;

	private final String systemPrompt;

	private final AtomicLong calls = new AtomicLong();

	ClaudeClient(AnthropicClient client, ClaudeProperties properties,
			@Value("${claude.cache.caches.faq.model}") String model,
			@Value("${claude.cache.caches.faq.system-prompt}") Resource systemPrompt) {
		this.client = client;
		this.maxTokens = properties.maxTokens();
		this.model = model;
		this.systemPrompt = text(systemPrompt);
	}

	/**
	 * Asks one question.
	 * @param question the customer's question
	 * @param documents what the answer may be taken from
	 * @param shop whose customer asks
	 * @param locale the language of the answer
	 * @return the answer as it came, complete or not
	 * @throws com.anthropic.errors.AnthropicException if the call fails
	 */
	public ClaudeAnswer<String> ask(String question, List<Document> documents, TenantId shop, Locale locale) {
		return answer(create(params(question, documents, shop, locale)));
	}

	/**
	 * Asks one question and gives the answer as it is written. Each subscription is a
	 * call; it blocks the thread that asks for more.
	 * @param question the customer's question
	 * @param documents what the answer may be taken from
	 * @param shop whose customer asks
	 * @param locale the language of the answer
	 * @return the pieces of the text; fails with an
	 * {@link com.anthropic.errors.AnthropicException} if the call does
	 */
	public Flux<String> stream(String question, List<Document> documents, TenantId shop, Locale locale) {
		MessageCreateParams params = params(question, documents, shop, locale);
		return Flux.using(() -> createStreaming(params),
				(events) -> Flux.fromStream(events.stream()
					.flatMap((event) -> event.contentBlockDelta().stream())
					.flatMap((delta) -> delta.delta().text().stream())
					.map((text) -> text.text())),
				StreamResponse::close);
	}

	private MessageCreateParams params(String question, List<Document> documents, TenantId shop, Locale locale) {
		List<ContentBlockParam> content = new ArrayList<>();
		content.add(ContentBlockParam.ofText("Shop: " + shop + "\nLanguage: " + locale.toLanguageTag()));
		documents.forEach((document) -> content.add(block(document)));
		content.add(ContentBlockParam.ofText(question));
		return MessageCreateParams.builder()
			.model(this.model)
			.maxTokens(this.maxTokens)
			.system(this.systemPrompt)
			.addUserMessageOfContentBlockParams(content)
			.build();
	}

	/**
	 * How often Claude was asked.
	 * @return the number of calls since the start, those that failed included
	 */
	public long calls() {
		return this.calls.get();
	}

	private Message create(MessageCreateParams params) {
		return call(() -> this.client.messages().create(params));
	}

	private StreamResponse<RawMessageStreamEvent> createStreaming(MessageCreateParams params) {
		return call(() -> this.client.messages().createStreaming(params));
	}

	private <T> T call(Supplier<T> call) {
		this.calls.incrementAndGet();
		try {
			return call.get();
		}
		// Logged here, once for all who wait for this call. A service's error may repeat
		// what was sent, so only its status and what identifies the call are.
		catch (AnthropicServiceException ex) {
			logger.warn(
					"Claude answered with status " + ex.statusCode() + ", request " + ex.requestId().orElse("unknown"));
			throw ex;
		}
		catch (AnthropicException ex) {
			logger.warn("Claude could not be asked", ex);
			throw ex;
		}
	}

	// Blocks of their own keep a question that looks like a document from being taken
	// for one.
	private static ContentBlockParam block(Document document) {
		return ContentBlockParam.ofDocument(DocumentBlockParam.builder()
			.title(document.id())
			.context("version " + document.version())
			.textSource(document.text())
			.build());
	}

	private static ClaudeAnswer<String> answer(Message message) {
		String text = message.content()
			.stream()
			.flatMap((block) -> block.text().stream())
			.map((block) -> block.text())
			.collect(Collectors.joining());
		StopReason stopReason = StopReason
			.fromWire(message.stopReason().map(com.anthropic.models.messages.StopReason::asString).orElse(null));
		com.anthropic.models.messages.Usage usage = message.usage();
		return ClaudeAnswer.of(text, stopReason, message.model().asString(),
				new Usage(usage.inputTokens(), usage.outputTokens(), usage.cacheCreationInputTokens().orElse(0L),
						usage.cacheReadInputTokens().orElse(0L)));
	}

	private static String text(Resource resource) {
		try {
			return resource.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
