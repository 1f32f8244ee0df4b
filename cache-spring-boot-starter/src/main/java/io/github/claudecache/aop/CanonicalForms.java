package io.github.claudecache.aop;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.request.FactorValue;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Knows which types have a canonical form: one text, whatever the run, the locale or the
 * order of a hash table. A type is in the list because its values are equal exactly when
 * their forms are.
 */
final class CanonicalForms {

	// Their toString is specified and loses nothing.
	private static final Set<Class<?>> TEXTUAL = Set.of(String.class, Character.class, UUID.class, URI.class,
			Currency.class, Instant.class, LocalDate.class, LocalTime.class, LocalDateTime.class, OffsetTime.class,
			OffsetDateTime.class, ZonedDateTime.class, Duration.class, Period.class, Year.class, YearMonth.class,
			MonthDay.class);

	private static final Set<Class<?>> NUMERIC = Set.of(Byte.class, Short.class, Integer.class, Long.class, Float.class,
			Double.class, BigInteger.class, BigDecimal.class);

	// A type that contains ever larger types of its own would have no end.
	private static final int MAX_DEPTH = 32;

	// Types whose form is being worked out: a record may contain itself.
	private final Map<String, CanonicalForm> known = new LinkedHashMap<>();

	private int depth;

	private @Nullable ResolvableType obstacle;

	/**
	 * The form of a type.
	 * @return the form, or {@code null} if values of the type have none
	 */
	@Nullable CanonicalForm of(ResolvableType type) {
		if (this.depth == MAX_DEPTH) {
			return null;
		}
		this.depth++;
		CanonicalForm form = form(type);
		this.depth--;
		if (form == null && this.obstacle == null) {
			this.obstacle = type;
		}
		return form;
	}

	/**
	 * The type that has no form, if there is one: what was asked for or a part of it.
	 */
	@Nullable ResolvableType obstacle() {
		return this.obstacle;
	}

	/**
	 * Whether values of a record are, or may be, part of what the form was made for.
	 */
	boolean met(Class<? extends Record> type) {
		return this.known.containsKey(type.getName());
	}

	private @Nullable CanonicalForm form(ResolvableType type) {
		Class<?> raw = ClassUtils.resolvePrimitiveIfNecessary(type.resolve(Object.class));
		if (TEXTUAL.contains(raw) || ZoneId.class.isAssignableFrom(raw)) {
			return (value) -> FactorValue.of(value.toString());
		}
		if (NUMERIC.contains(raw)) {
			return (value) -> new FactorValue.Decimal(value.toString());
		}
		if (raw == Boolean.class) {
			return (value) -> FactorValue.of((boolean) value);
		}
		if (raw.isEnum()) {
			return (value) -> FactorValue.of(((Enum<?>) value).name());
		}
		if (raw == Locale.class) {
			return (value) -> FactorValue.of(((Locale) value).toLanguageTag() + " " + value);
		}
		if (raw == byte[].class) {
			return (value) -> new FactorValue.Digest(sha256((byte[]) value));
		}
		if (FactorValue.class.isAssignableFrom(raw)) {
			return FactorValue.class::cast;
		}
		if (raw == Optional.class) {
			CanonicalForm content = of(type.getGeneric());
			return (content != null)
					? (value) -> FactorValue.listOf(((Optional<?>) value).stream().map(content::of).toList()) : null;
		}
		if (type.isArray()) {
			CanonicalForm item = of(type.getComponentType());
			return (item != null) ? (value) -> FactorValue.listOf(arrayItems(value, item)) : null;
		}
		if (Collection.class.isAssignableFrom(raw)) {
			CanonicalForm item = of(type.as(Collection.class).getGeneric());
			return (item != null) ? (value) -> collection((Collection<?>) value, item) : null;
		}
		if (Map.class.isAssignableFrom(raw)) {
			return map(type.as(Map.class));
		}
		return raw.isRecord() ? record(type, raw) : null;
	}

	private @Nullable CanonicalForm map(ResolvableType type) {
		CanonicalForm key = of(type.getGeneric(0));
		CanonicalForm content = of(type.getGeneric(1));
		if (key == null || content == null) {
			return null;
		}
		return (value) -> new FactorValue.Unordered(((Map<?, ?>) value).entrySet()
			.stream()
			.map((entry) -> FactorValue.listOf(List.of(item(entry.getKey(), key), item(entry.getValue(), content))))
			.toList());
	}

	private @Nullable CanonicalForm record(ResolvableType type, Class<?> raw) {
		String name = type.toString();
		if (this.known.containsKey(name)) {
			return (value) -> this.known.get(name).of(value);
		}
		Map<RecordComponent, CanonicalForm> components = new LinkedHashMap<>();
		this.known.put(name, (value) -> members(components, value));
		for (RecordComponent component : raw.getRecordComponents()) {
			CanonicalForm form = of(ResolvableType.forType(component.getGenericType(), type));
			if (form == null) {
				return null;
			}
			ReflectionUtils.makeAccessible(component.getAccessor());
			components.put(component, form);
		}
		return this.known.get(name);
	}

	private static FactorValue members(Map<RecordComponent, CanonicalForm> components, Object value) {
		SortedMap<String, FactorValue> members = new TreeMap<>();
		components.forEach((component, form) -> members.put(component.getName(),
				item(ReflectionUtils.invokeMethod(component.getAccessor(), value), form)));
		return new FactorValue.Members(members);
	}

	// A collection that is a set at run time has no order to rely on.
	private static FactorValue collection(Collection<?> values, CanonicalForm form) {
		List<FactorValue> items = StreamSupport.stream(values.spliterator(), false)
			.map((value) -> item(value, form))
			.toList();
		return (values instanceof Set) ? new FactorValue.Unordered(items) : FactorValue.listOf(items);
	}

	private static List<FactorValue> arrayItems(Object array, CanonicalForm form) {
		List<FactorValue> items = new ArrayList<>();
		for (int i = 0; i < Array.getLength(array); i++) {
			items.add(item(Array.get(array, i), form));
		}
		return items;
	}

	private static FactorValue item(@Nullable Object value, CanonicalForm form) {
		return (value != null) ? form.of(value) : FactorValue.Null.INSTANCE;
	}

	private static Fingerprint sha256(byte[] bytes) {
		try {
			return new Fingerprint(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
