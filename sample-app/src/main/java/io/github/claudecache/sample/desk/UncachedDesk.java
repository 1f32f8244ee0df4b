package io.github.claudecache.sample.desk;

import java.util.List;
import java.util.Locale;

import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.sample.claude.ClaudeClient;
import io.github.claudecache.sample.document.DocumentLibrary;
import io.github.claudecache.sample.document.DocumentRetriever;
import io.github.claudecache.sample.document.DocumentSupersededException;

import org.springframework.stereotype.Component;

/**
 * The help desk without its cache: each question is a call. For comparison. Safe for use
 * by many threads.
 *
 * @since 0.1.0
 */
@Component
public class UncachedDesk {

	private final DocumentRetriever retriever;

	private final DocumentLibrary library;

	private final ClaudeClient claude;

	UncachedDesk(DocumentRetriever retriever, DocumentLibrary library, ClaudeClient claude) {
		this.retriever = retriever;
		this.library = library;
		this.claude = claude;
	}

	/**
	 * Asks Claude.
	 * @param question the question
	 * @param tenant the shop whose customer asks
	 * @param locale the language of the answer
	 * @return the answer, without a provenance, and the documents that it is taken from
	 * @throws DocumentSupersededException if the documents changed again and again while
	 * the question was being answered
	 * @throws com.anthropic.errors.AnthropicException if the call fails
	 */
	public HelpDesk.Reply ask(String question, TenantId tenant, Locale locale) {
		return Attempts.untilNotSuperseded(() -> {
			List<DocumentRef> documents = this.retriever.find(question);
			return new HelpDesk.Reply(this.claude.ask(question, this.library.read(documents), tenant, locale),
					documents);
		});
	}

}
