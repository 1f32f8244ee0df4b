package io.github.claudecache.sample.web;

import java.util.IllformedLocaleException;
import java.util.Locale;

import io.github.claudecache.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A question as it arrives.
 *
 * @param question the question, at most 10,000 characters
 * @param tenant the shop; {@code acme} if absent
 * @param locale the language tag of the answer (BCP 47); {@code en} if absent
 * @since 0.1.0
 */
public record AskRequest(@Nullable String question, @Nullable String tenant, @Nullable String locale) {

	private static final int MAX_CHARACTERS = 10_000;

	private static final TenantId DEFAULT_TENANT = new TenantId("acme");

	/**
	 * The question.
	 * @return a text that is not blank
	 */
	public String checkedQuestion() {
		return Inputs.text("question", this.question, MAX_CHARACTERS);
	}

	/**
	 * The shop.
	 * @return the tenant
	 */
	public TenantId checkedTenant() {
		if (this.tenant == null) {
			return DEFAULT_TENANT;
		}
		try {
			return new TenantId(this.tenant);
		}
		catch (IllegalArgumentException ex) {
			throw new BadInputException(
					"'tenant' is malformed: " + ex.getMessage() + ". Send a name such as acme, or leave it out");
		}
	}

	/**
	 * The language of the answer.
	 * @return the locale
	 */
	public Locale checkedLocale() {
		if (this.locale == null) {
			return Locale.ENGLISH;
		}
		try {
			Locale parsed = new Locale.Builder().setLanguageTag(this.locale).build();
			if (!parsed.getLanguage().isEmpty()) {
				return parsed;
			}
		}
		catch (IllformedLocaleException ex) {
			// What is told is the same as for a tag without a language.
		}
		throw new BadInputException(
				"'locale' is not a language tag: send one such as en, de or pt-BR, or leave it out");
	}

}
