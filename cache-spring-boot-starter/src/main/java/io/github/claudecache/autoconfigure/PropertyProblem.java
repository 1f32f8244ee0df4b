package io.github.claudecache.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;

/**
 * What is wrong with one property, in the layout in which Spring Boot reports properties.
 *
 * @param property the name as the developer knows it
 * @param value the value as it was written, {@code null} if there is none
 * @param origin where it was written, {@code null} if nobody knows
 * @param reason a sentence
 * @param allowed the values that can be used, {@code null} if that is not the point
 */
record PropertyProblem(String property, @Nullable String value, @Nullable Origin origin, String reason,
		@Nullable String allowed) {

	/**
	 * A problem with a property that is set somewhere.
	 * @param property the property
	 * @param reason a sentence
	 * @param allowed the values that can be used
	 * @return the problem
	 */
	static PropertyProblem of(ConfigurationProperty property, String reason, @Nullable String allowed) {
		Origin origin = property.getOrigin();
		String name = (origin instanceof PropertySourceOrigin source) ? source.getPropertyName()
				: property.getName().toString();
		return new PropertyProblem(name, String.valueOf(property.getValue()), origin, reason, allowed);
	}

	/**
	 * The failure to throw for this problem alone.
	 * @param action what to do
	 * @return the failure
	 */
	ClaudeCacheConfigurationException failure(String action) {
		return failure("The property '" + this.property + "' cannot be used as it is:", List.of(this), action);
	}

	/**
	 * The failure to throw for several problems.
	 * @param title what they have in common
	 * @param problems the problems
	 * @param action what to do
	 * @return the failure
	 */
	static ClaudeCacheConfigurationException failure(String title, List<PropertyProblem> problems, String action) {
		String details = problems.stream()
			.map(PropertyProblem::details)
			.collect(Collectors.joining(System.lineSeparator()));
		return new ClaudeCacheConfigurationException(title + System.lineSeparator() + details, action);
	}

	private String details() {
		StringBuilder details = new StringBuilder();
		append(details, "Property", Printable.of(this.property));
		if (this.value != null) {
			append(details, "Value", '"' + Printable.of(this.value) + '"');
		}
		if (this.origin != null) {
			append(details, "Origin", this.origin.toString());
		}
		append(details, "Reason", this.reason);
		if (this.allowed != null) {
			append(details, "Allowed", this.allowed);
		}
		return details.toString();
	}

	private static void append(StringBuilder details, String label, String text) {
		details.append(String.format("%n    %s: %s", label, text));
	}

}
