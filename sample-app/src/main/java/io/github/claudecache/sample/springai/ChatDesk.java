package io.github.claudecache.sample.springai;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.claudecache.client.springai.CacheMark;
import io.github.claudecache.client.springai.ClaudeCacheAdvisor;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.sample.document.Document;
import io.github.claudecache.sample.document.DocumentLibrary;
import io.github.claudecache.sample.document.DocumentRetriever;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Service;

/**
 * Answers customers' questions with a chat client. What it sends is the key: the
 * documents are in the prompt, with their versions, and are its tags too.
 */
@Service
@Profile("spring-ai")
class ChatDesk {

	private final ChatClient client;

	private final DocumentRetriever retriever;

	private final DocumentLibrary library;

	ChatDesk(ChatClient client, DocumentRetriever retriever, DocumentLibrary library) {
		this.client = client;
		this.retriever = retriever;
		this.library = library;
	}

	Reply ask(String question, TenantId tenant, Locale locale) {
		List<DocumentRef> found = this.retriever.find(question);
		ChatResponse response = Objects.requireNonNull(this.client.prompt()
			.system("Shop: " + tenant + "\nLanguage: " + locale.toLanguageTag() + "\n"
					+ this.library.read(found).stream().map(ChatDesk::quoted).collect(Collectors.joining("\n")))
			.user(question)
			.advisors((spec) -> spec.param(ClaudeCacheAdvisor.CACHE_PARAM, "faq-chat")
				.param(ClaudeCacheAdvisor.TENANT_PARAM, tenant)
				.param(ClaudeCacheAdvisor.TAGS_PARAM,
						found.stream().map((document) -> "doc:" + document.id()).toList()))
			.call()
			.chatResponse(), "A chat client gives a response");
		CacheMark mark = response.getMetadata().get(ClaudeCacheAdvisor.MARK);
		String text = Objects.requireNonNull(response.getResult(), "A response has a result").getOutput().getText();
		return new Reply(Objects.requireNonNullElse(text, ""), mark);
	}

	private static String quoted(Document document) {
		return "<document title=\"" + document.id() + "\" version=\"" + document.version() + "\">" + document.text()
				+ "</document>";
	}

	/**
	 * An answer.
	 *
	 * @param text the text
	 * @param mark where it came from; {@code null} if Claude was asked
	 */
	record Reply(String text, @Nullable CacheMark mark) {
	}

}
