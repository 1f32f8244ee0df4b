package io.github.claudecache.autoconfigure;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Binds our properties more strictly than Spring Boot does: every value has to be in its
 * range, durations need a unit, empty values and unresolved placeholders are refused, and
 * so are names that nothing reads. The properties of others are left alone.
 * <p>
 * Values are checked here and not in the records because only here their names and
 * origins are known, and what was written beside what became of it.
 */
final class StrictBindHandler extends AbstractBindHandler {

	private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)\\$\\{[^}]*}?");

	private static final String EMPTY = "It is empty.";

	StrictBindHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		KnownProperty known = KnownProperty.of(name);
		if (known != null) {
			check(known, name, context, result);
		}
		return super.onSuccess(name, target, context, result);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		boolean explained = error instanceof BindException || error instanceof ClaudeCacheConfigurationException;
		if (!explained && KnownProperty.PREFIX.isAncestorOf(name)) {
			ConfigurationProperty property = find(name, context);
			KnownProperty known = KnownProperty.of(name);
			if (property != null && known != null) {
				String text = text(name, context);
				throw unusable(known, property, text,
						text.isBlank() ? EMPTY : "It cannot be read as " + noun(target) + ".");
			}
			if (property != null) {
				throw UnknownKeys.failure(property);
			}
		}
		return super.onFailure(name, target, context, error);
	}

	@Override
	public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			@Nullable Object result) throws Exception {
		super.onFinish(name, target, context, result);
		KnownProperty known = KnownProperty.of(name);
		if (known != null && result == null) {
			check(known, name, context, null);
		}
		if (KnownProperty.PREFIX.equals(name)) {
			UnknownKeys.check(context.getSources());
		}
	}

	// Spring Boot binds nothing, and says nothing, when a property is there but empty.
	private static void check(KnownProperty known, ConfigurationPropertyName name, BindContext context,
			@Nullable Object result) {
		ConfigurationProperty property = find(name, context);
		if (property == null) {
			return;
		}
		String text = text(name, context);
		String problem = (text.isBlank() || result == null) ? EMPTY : known.problem(text, result);
		if (problem != null || unresolved(property, text) != null) {
			throw unusable(known, property, text, String.valueOf(problem));
		}
	}

	private static ClaudeCacheConfigurationException unusable(KnownProperty known, ConfigurationProperty property,
			String text, String problem) {
		String written = String.valueOf(property.getValue());
		String placeholder = unresolved(property, text);
		String reason = problem;
		if (placeholder != null) {
			reason = "The placeholder " + Printable.of(placeholder) + " has no value.";
		}
		else if (!written.equals(text)) {
			reason = "It stands for \"" + Printable.of(text) + "\". " + problem;
		}
		PropertyProblem found = PropertyProblem.of(property, reason, known.allowed());
		return found.failure(known.remedy(found.property()));
	}

	private static @Nullable String unresolved(ConfigurationProperty property, String text) {
		Matcher placeholder = PLACEHOLDER.matcher(String.valueOf(property.getValue()));
		return (placeholder.find() && PLACEHOLDER.matcher(text).find()) ? placeholder.group() : null;
	}

	private static @Nullable ConfigurationProperty find(ConfigurationPropertyName name, BindContext context) {
		for (ConfigurationPropertySource source : context.getSources()) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	// The written text when its placeholders refer to each other.
	private static String text(ConfigurationPropertyName name, BindContext context) {
		try {
			return context.getBinder().bind(name, Bindable.of(String.class)).orElse("");
		}
		catch (BindException ex) {
			ConfigurationProperty property = find(name, context);
			return (property != null) ? String.valueOf(property.getValue()) : "";
		}
	}

	private static String noun(Bindable<?> target) {
		Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(target.getType().resolve(Object.class));
		if (type == Duration.class) {
			return "a duration";
		}
		if (type == DataSize.class) {
			return "a size";
		}
		if (type == Boolean.class) {
			return "true or false";
		}
		return Number.class.isAssignableFrom(type) ? "a number" : "one of the values that are allowed";
	}

}
