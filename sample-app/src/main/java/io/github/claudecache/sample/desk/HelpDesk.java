package io.github.claudecache.sample.desk;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Explanation;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.aop.CachedMethods;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.sample.document.DocumentRetriever;
import io.github.claudecache.sample.document.DocumentSupersededException;
import reactor.core.publisher.Flux;

import org.springframework.stereotype.Component;

/**
 * Where questions arrive. Safe for use by many threads.
 *
 * @since 0.1.0
 */
@Component
public class HelpDesk {

	private final DocumentRetriever retriever;

	private final FaqService faq;

	private final ClaudeCache cache;

	private final CachedMethods cachedMethods;

	HelpDesk(DocumentRetriever retriever, FaqService faq, ClaudeCache cache, CachedMethods cachedMethods) {
		this.retriever = retriever;
		this.faq = faq;
		this.cache = cache;
		this.cachedMethods = cachedMethods;
	}

	/**
	 * Answers a question from the current documents.
	 * @param question the question
	 * @param tenant the shop whose customer asks
	 * @param locale the language of the answer
	 * @return the answer and the documents that it is taken from
	 * @throws DocumentSupersededException if the documents changed again and again while
	 * the question was being answered
	 * @throws com.anthropic.errors.AnthropicException if Claude was asked and failed
	 */
	public Reply ask(String question, TenantId tenant, Locale locale) {
		return Attempts.untilNotSuperseded(() -> {
			List<DocumentRef> documents = this.retriever.find(question);
			return new Reply(this.faq.answer(question, documents, tenant, locale), documents);
		});
	}

	/**
	 * Answers a question from the current documents, piece by piece as Claude writes it,
	 * or from the cache.
	 * @param question the question
	 * @param tenant the shop whose customer asks
	 * @param locale the language of the answer
	 * @return the pieces of the answer and, only if all of them have come, its end; each
	 * subscription asks
	 */
	public Flux<Part> stream(String question, TenantId tenant, Locale locale) {
		return Attempts.untilNotSuperseded(Flux.defer(() -> {
			List<DocumentRef> documents = this.retriever.find(question);
			return this.faq.stream(question, documents, tenant, locale)
				.<Part>map(Part.Piece::new)
				.concatWithValues(new Part.End(documents));
		}));
	}

	/**
	 * What the cache would do with a question now. Nothing is asked, stored or counted.
	 * @param question the question
	 * @param tenant the shop whose customer asks
	 * @param locale the language of the answer
	 * @return the explanation; empty if the question has no key
	 */
	public Optional<Explanation> explain(String question, TenantId tenant, Locale locale) {
		return this.cachedMethods
			.request(FaqService.class, "answer", question, this.retriever.find(question), tenant, locale)
			.map(this.cache::explain);
	}

	/**
	 * A part of an answer that is given as it is written.
	 */
	public sealed interface Part {

		/**
		 * Some words.
		 *
		 * @param text the words, with the space before them
		 */
		record Piece(String text) implements Part {
		}

		/**
		 * The end.
		 *
		 * @param documents the versions of the documents that the answer is taken from
		 */
		record End(List<DocumentRef> documents) implements Part {
		}

	}

	/**
	 * An answer of the help desk.
	 *
	 * @param answer the answer with its provenance
	 * @param documents the versions of the documents that it is taken from
	 */
	public record Reply(ClaudeAnswer<String> answer, List<DocumentRef> documents) {
	}

}
