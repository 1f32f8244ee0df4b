package io.github.claudecache.request;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;

import org.jspecify.annotations.Nullable;

/**
 * Everything about a question that can change its answer. A component that is
 * {@code null} is absent, which differs from an empty one and from a default value: the
 * three have different fingerprints.
 * <p>
 * Every component but {@code tags} is part of the exact fingerprint; every component but
 * {@code tags} and {@code message} is part of the scope. Immutable and safe for use by
 * many threads.
 *
 * @param cache the name of the cache that is asked, not blank
 * @param tenant who is asking
 * @param answerType the declared type of the answer, as text
 * @param model the model's identifier
 * @param system the system prompt, a text or content blocks
 * @param tools the tools that Claude is offered, in order
 * @param documents the documents that the answer is built from, in the order in which
 * Claude sees them
 * @param locale the language tag of the answer (BCP 47)
 * @param message the last text of the user
 * @param history the conversation before it
 * @param factors whatever else changes the answer, by name, in any order
 * @param tags what the answer depends on, besides the automatic tags; not in the key
 * @since 0.1.0
 */
public record ClaudeRequest(String cache, TenantId tenant, @Nullable String answerType, @Nullable String model,
		@Nullable FactorValue system, @Nullable List<ToolDefinition> tools, @Nullable List<DocumentRef> documents,
		@Nullable String locale, @Nullable String message, @Nullable List<Turn> history,
		SortedMap<String, FactorValue> factors, Set<Tag> tags) {

	/**
	 * Creates a request; {@link #builder} is easier to read.
	 * @throws IllegalArgumentException if the cache's name is blank
	 */
	public ClaudeRequest {
		if (cache.isBlank()) {
			throw new IllegalArgumentException("The name of the cache must not be blank");
		}
		tools = (tools != null) ? List.copyOf(tools) : null;
		documents = (documents != null) ? List.copyOf(documents) : null;
		history = (history != null) ? List.copyOf(history) : null;
		factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
		tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
	}

	/**
	 * Starts a request.
	 * @param cache the name of the cache that is asked
	 * @param tenant who is asking
	 * @return a builder
	 */
	public static Builder builder(String cache, TenantId tenant) {
		return new Builder(cache, tenant);
	}

	/**
	 * Starts a request with everything that this one has.
	 * @return a builder
	 */
	public Builder toBuilder() {
		Builder builder = new Builder(this.cache, this.tenant);
		builder.answerType = this.answerType;
		builder.model = this.model;
		builder.system = this.system;
		builder.tools = this.tools;
		builder.documents = this.documents;
		builder.locale = this.locale;
		builder.message = this.message;
		builder.history = this.history;
		builder.factors.putAll(this.factors);
		builder.tags.addAll(this.tags);
		return builder;
	}

	/**
	 * Collects the components of a request. Not safe for use by many threads.
	 */
	public static final class Builder {

		// An application has a few; whoever asks may say any.
		private static final int MAX_LANGUAGE_TAGS = 1000;

		private static final Map<Locale, String> LANGUAGE_TAGS = new ConcurrentHashMap<>();

		private final String cache;

		private final TenantId tenant;

		private @Nullable String answerType;

		private @Nullable String model;

		private @Nullable FactorValue system;

		private @Nullable List<ToolDefinition> tools;

		private @Nullable List<DocumentRef> documents;

		private @Nullable String locale;

		private @Nullable String message;

		private @Nullable List<Turn> history;

		private final SortedMap<String, FactorValue> factors = new TreeMap<>();

		private final Set<Tag> tags = new LinkedHashSet<>();

		private Builder(String cache, TenantId tenant) {
			this.cache = cache;
			this.tenant = tenant;
		}

		/**
		 * Sets the declared type of the answer.
		 * @param answerType the type as text
		 * @return this builder
		 */
		public Builder answerType(@Nullable String answerType) {
			this.answerType = answerType;
			return this;
		}

		/**
		 * Sets the model.
		 * @param model the identifier as sent to Claude
		 * @return this builder
		 */
		public Builder model(@Nullable String model) {
			this.model = model;
			return this;
		}

		/**
		 * Sets the system prompt.
		 * @param system the text
		 * @return this builder
		 */
		public Builder system(@Nullable String system) {
			this.system = (system != null) ? FactorValue.of(system) : null;
			return this;
		}

		/**
		 * Sets the system prompt in its general form.
		 * @param system a text or content blocks
		 * @return this builder
		 */
		public Builder systemBlocks(@Nullable FactorValue system) {
			this.system = system;
			return this;
		}

		/**
		 * Sets the tools.
		 * @param tools the definitions, in order
		 * @return this builder
		 */
		public Builder tools(@Nullable List<ToolDefinition> tools) {
			this.tools = tools;
			return this;
		}

		/**
		 * Sets the documents.
		 * @param documents the documents with their versions
		 * @return this builder
		 */
		public Builder documents(@Nullable List<DocumentRef> documents) {
			this.documents = documents;
			return this;
		}

		/**
		 * Adds a document.
		 * @param id the document's identifier
		 * @param version the document's version
		 * @return this builder
		 */
		public Builder document(String id, String version) {
			List<DocumentRef> extended = new ArrayList<>((this.documents != null) ? this.documents : List.of());
			extended.add(new DocumentRef(id, version));
			this.documents = extended;
			return this;
		}

		/**
		 * Sets the language of the answer.
		 * @param locale the locale; different locales have different keys, even those
		 * that have no language tag of their own
		 * @return this builder
		 */
		public Builder locale(@Nullable Locale locale) {
			this.locale = (locale != null) ? languageTag(locale) : null;
			return this;
		}

		/**
		 * Sets the language of the answer.
		 * @param languageTag the language tag (BCP 47), taken literally
		 * @return this builder
		 */
		public Builder languageTag(@Nullable String languageTag) {
			this.locale = languageTag;
			return this;
		}

		/**
		 * Sets the last text of the user.
		 * @param message the text
		 * @return this builder
		 */
		public Builder message(@Nullable String message) {
			this.message = message;
			return this;
		}

		/**
		 * Sets the conversation before the message.
		 * @param history the earlier messages, oldest first
		 * @return this builder
		 */
		public Builder history(@Nullable List<Turn> history) {
			this.history = history;
			return this;
		}

		/**
		 * Adds something else that changes the answer. Setting the same name again
		 * replaces the value.
		 * @param name the factor's name
		 * @param value the factor's value
		 * @return this builder
		 */
		public Builder factor(String name, FactorValue value) {
			this.factors.put(name, value);
			return this;
		}

		/**
		 * Adds something else that changes the answer.
		 * @param name the factor's name
		 * @param text the factor's value
		 * @return this builder
		 */
		public Builder factor(String name, String text) {
			return factor(name, FactorValue.of(text));
		}

		/**
		 * Adds tags.
		 * @param tags what the answer depends on
		 * @return this builder
		 * @throws IllegalArgumentException if a text is not a valid tag
		 */
		public Builder tags(String... tags) {
			for (String tag : tags) {
				this.tags.add(new Tag(tag));
			}
			return this;
		}

		/**
		 * Adds tags.
		 * @param tags what the answer depends on
		 * @return this builder
		 */
		public Builder tags(Collection<Tag> tags) {
			this.tags.addAll(tags);
			return this;
		}

		/**
		 * Creates the request.
		 * @return the request
		 * @throws IllegalArgumentException if the cache's name is blank
		 */
		public ClaudeRequest build() {
			return new ClaudeRequest(this.cache, this.tenant, this.answerType, this.model, this.system, this.tools,
					this.documents, this.locale, this.message, this.history, this.factors, this.tags);
		}

		private static String languageTag(Locale locale) {
			String known = LANGUAGE_TAGS.get(locale);
			if (known != null) {
				return known;
			}
			String tag = makeLanguageTag(locale);
			if (LANGUAGE_TAGS.size() < MAX_LANGUAGE_TAGS) {
				LANGUAGE_TAGS.put(locale, tag);
			}
			return tag;
		}

		// The tag leaves out what is not well-formed, so it may be that of another
		// locale.
		private static String makeLanguageTag(Locale locale) {
			String tag = locale.toLanguageTag();
			if (Locale.forLanguageTag(tag).equals(locale)) {
				return tag;
			}
			return locale.getLanguage().length() + "_" + locale.getCountry().length() + "_" + locale.getLanguage()
					+ locale.getCountry() + locale.getVariant();
		}

	}

}
