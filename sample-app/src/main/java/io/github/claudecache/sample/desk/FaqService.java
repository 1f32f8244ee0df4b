package io.github.claudecache.sample.desk;

import java.util.List;
import java.util.Locale;

import io.github.claudecache.annotation.CacheDocuments;
import io.github.claudecache.annotation.CacheLocale;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.Semantic;
import io.github.claudecache.sample.claude.ClaudeClient;
import io.github.claudecache.sample.document.DocumentLibrary;
import reactor.core.publisher.Flux;

import org.springframework.stereotype.Service;

/**
 * Answers customers' questions.
 */
@Service
class FaqService {

	private final DocumentLibrary library;

	private final ClaudeClient claude;

	FaqService(DocumentLibrary library, ClaudeClient claude) {
		this.library = library;
		this.claude = claude;
	}

	// The texts are read in here, not by the caller: the cache has noted by now when the
	// reading began, and a text of another version than the key's cannot be read.
	@ClaudeCached(name = "faq", volatility = "reference", semantic = Semantic.GUARDED, repeatable = true)
	ClaudeAnswer<String> answer(@CacheMessage String question, @CacheDocuments List<DocumentRef> documents,
			@CacheTenant TenantId tenant, @CacheLocale Locale locale) {
		return this.claude.ask(question, this.library.read(documents), tenant, locale);
	}

	// Whether it is complete is seen by the starter, which records what the client sends
	// and gets while this runs.
	@ClaudeCached(name = "faq-stream", volatility = "reference")
	Flux<String> stream(@CacheMessage String question, @CacheDocuments List<DocumentRef> documents,
			@CacheTenant TenantId tenant, @CacheLocale Locale locale) {
		return Flux.defer(() -> this.claude.stream(question, this.library.read(documents), tenant, locale));
	}

}
