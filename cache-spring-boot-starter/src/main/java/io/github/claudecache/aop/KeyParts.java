package io.github.claudecache.aop;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.github.claudecache.annotation.CacheDocuments;
import io.github.claudecache.annotation.CacheFactor;
import io.github.claudecache.annotation.CacheIgnore;
import io.github.claudecache.annotation.CacheLocale;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTag;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.request.DocumentRef;
import io.github.claudecache.request.Turn;

import org.springframework.core.ResolvableType;

/**
 * Decides, once per method, what each parameter is in the key.
 */
final class KeyParts {

	private static final List<Class<? extends Annotation>> ROLES = List.of(CacheMessage.class, CacheDocuments.class,
			CacheTenant.class, CacheLocale.class, CacheFactor.class, CacheIgnore.class);

	private final MethodSite site;

	private final Parameters parameters;

	private final Map<Integer, KeyPart> parts = new TreeMap<>();

	private final Set<String> names = new LinkedHashSet<>();

	private int locales;

	private int histories;

	KeyParts(MethodSite site, Parameters parameters) {
		this.site = site;
		this.parameters = parameters;
		parameters.only(CacheMessage.class);
		parameters.only(CacheDocuments.class);
		for (int i = 0; i < parameters.count(); i++) {
			requireOneRole(i);
			if (isLocale(i)) {
				this.locales++;
			}
		}
	}

	/**
	 * The parts by the index of their parameter; the tenant and what is ignored have
	 * none.
	 */
	Map<Integer, KeyPart> parts() {
		for (int i = 0; i < this.parameters.count(); i++) {
			add(i);
		}
		return this.parts;
	}

	private void add(int index) {
		ResolvableType type = this.parameters.type(index);
		CacheTag tag = this.parameters.annotation(index, CacheTag.class);
		if (tag != null) {
			requireTexts(index, type);
		}
		if (this.parameters.has(index, CacheIgnore.class)) {
			if (tag != null) {
				this.parts.put(index, (request, argument) -> request.tags(tags(tag, argument)));
			}
			return;
		}
		if (this.parameters.has(index, CacheTenant.class)) {
			return;
		}
		KeyPart part = part(index, type);
		this.parts.put(index, (tag != null) ? (request, argument) -> {
			part.apply(request, argument);
			request.tags(tags(tag, argument));
		} : part);
	}

	private KeyPart part(int index, ResolvableType type) {
		if (this.parameters.has(index, CacheMessage.class)) {
			require(index, type.resolve() == String.class, "@CacheMessage", "a String");
			return (request, argument) -> request.message((String) argument);
		}
		if (this.parameters.has(index, CacheDocuments.class)) {
			return documents(index, type);
		}
		if (isLocale(index)) {
			if (this.locales > 1 && this.parameters.only(CacheLocale.class) != index) {
				return factor(index, type);
			}
			require(index, type.resolve() == Locale.class || type.resolve() == String.class, "@CacheLocale",
					"a Locale or a String");
			return (request, argument) -> {
				if (argument instanceof Locale locale) {
					request.locale(locale);
				}
				else {
					request.languageTag((String) argument);
				}
			};
		}
		if (isCollectionOf(type, Turn.class) && !this.parameters.has(index, CacheFactor.class)) {
			if (++this.histories > 1) {
				throw this.site.failure("has several parameters with a conversation",
						"Give all but one of them a name with @CacheFactor.");
			}
			return (request, argument) -> request.history(items(argument, Turn.class));
		}
		return factor(index, type);
	}

	private KeyPart documents(int index, ResolvableType type) {
		if (type.resolve() == DocumentRef.class) {
			return (request, argument) -> request.documents(List.of((DocumentRef) argument));
		}
		require(index, isCollectionOf(type, DocumentRef.class), "@CacheDocuments",
				"a DocumentRef or a collection of them");
		return (request, argument) -> request.documents(items(argument, DocumentRef.class));
	}

	private KeyPart factor(int index, ResolvableType type) {
		CacheFactor annotation = this.parameters.annotation(index, CacheFactor.class);
		String name = (annotation != null) ? annotation.value() : this.parameters.name(index);
		if (name.isBlank() || !this.names.add(name)) {
			throw this.site.failure("the factor name '" + name + "' is blank or used twice",
					"Give each @CacheFactor its own name.");
		}
		CanonicalForms forms = new CanonicalForms();
		CanonicalForm form = forms.of(type);
		if (annotation == null && forms.met(DocumentRef.class)) {
			throw this.site.failure(
					"parameter " + this.parameters.shownName(index) + " of type " + type
							+ " holds documents, but an invalidation of a document would not reach the answer",
					"Pass them as a DocumentRef or a collection of them with @CacheDocuments; or, if the document tags are not wanted, name the parameter with @CacheFactor.");
		}
		if (form == null) {
			ResolvableType obstacle = forms.obstacle();
			throw this.site.failure(
					"parameter " + this.parameters.shownName(index) + " of type " + ExpressionTypes.text(type)
							+ " has no canonical form"
							+ ((obstacle == null || obstacle == type) ? ""
									: " because " + ExpressionTypes.text(obstacle) + " has none")
							+ ", so it cannot be part of the key",
					"Use text, a number, an enum, a date, a record or a collection of them; or mark it @CacheIgnore if it cannot change the answer.");
		}
		return (request, argument) -> request.factor(name, form.of(argument));
	}

	// All but one would be ignored, silently.
	private void requireOneRole(int index) {
		List<String> roles = ROLES.stream()
			.filter((role) -> this.parameters.has(index, role))
			.map((role) -> "@" + role.getSimpleName())
			.toList();
		if (roles.size() > 1) {
			throw this.site.failure("parameter " + this.parameters.shownName(index) + " has "
					+ String.join(" and ", roles) + ", which contradict each other", "Leave one of them.");
		}
	}

	private boolean isLocale(int index) {
		return this.parameters.has(index, CacheLocale.class) || (this.parameters.type(index).resolve() == Locale.class
				&& !this.parameters.has(index, CacheFactor.class) && !this.parameters.has(index, CacheIgnore.class));
	}

	private void requireTexts(int index, ResolvableType type) {
		boolean optional = type.resolve() == Optional.class;
		require(index, ExpressionTypes.isTagType(optional ? type.getGeneric() : type), "@CacheTag",
				"a String or a collection of them");
	}

	private void require(int index, boolean condition, String annotation, String expected) {
		if (!condition) {
			throw this.site.failure("parameter " + this.parameters.shownName(index) + " with " + annotation
					+ " is of type " + this.parameters.type(index), "Make it " + expected + ".");
		}
	}

	private static boolean isCollectionOf(ResolvableType type, Class<?> item) {
		return Collection.class.isAssignableFrom(type.resolve(Object.class))
				&& type.as(Collection.class).getGeneric().resolve() == item;
	}

	// A set has no order of its own, so it is given one.
	private static <T> List<T> items(Object collection, Class<T> type) {
		Collection<?> given = (Collection<?>) collection;
		List<T> items = new ArrayList<>();
		for (Object item : given) {
			if (item == null) {
				throw new UnkeyableException(BypassReason.FACTOR_MISSING, "A " + type.getSimpleName() + " is null");
			}
			items.add(type.cast(item));
		}
		if (given instanceof Set) {
			items.sort((first, second) -> first.toString().compareTo(second.toString()));
		}
		return items;
	}

	private static List<Tag> tags(CacheTag annotation, Object argument) {
		Object value = (argument instanceof Optional<?> optional) ? optional.map(List::of).orElse(List.of()) : argument;
		Collection<?> texts = (value instanceof Collection<?> several) ? several : List.of(value);
		List<Tag> tags = new ArrayList<>();
		for (Object text : texts) {
			if (text == null) {
				throw new NullTagException("@CacheTag");
			}
			tags.add(new Tag(annotation.prefix() + text));
		}
		return tags;
	}

}
