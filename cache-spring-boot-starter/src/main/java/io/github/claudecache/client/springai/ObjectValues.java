package io.github.claudecache.client.springai;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.FactorValue;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.content.Media;

import org.springframework.util.MimeType;

/**
 * Objects as they enter a key: by all that they hold. An object that is not known here is
 * taken apart into its fields, whether or not there are methods to read them, so that two
 * objects with one key are the same in every respect; and one that cannot be taken apart
 * has no key. Not safe for use by many threads.
 */
final class ObjectValues {

	private static final int MAX_DEPTH = 32;

	private static final int MAX_VALUES = 100_000;

	private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());

	private int values;

	/**
	 * The fields of an object, those of its superclasses included, without those that are
	 * {@code null}.
	 * @param object the object
	 * @param wanted the names of the fields to look at
	 * @return the values by name
	 * @throws UnkeyableException if one of them has no key
	 */
	SortedMap<String, FactorValue> fields(Object object, Predicate<String> wanted) {
		SortedMap<String, FactorValue> fields = new TreeMap<>();
		Class<?> type = object.getClass();
		if (type.isHidden() || type.isSynthetic() || Proxy.isProxyClass(type)) {
			throw unkeyable(object);
		}
		for (; type != null && type != Object.class && type != Record.class; type = type.getSuperclass()) {
			if (type.getName().startsWith("java.") || type.getName().startsWith("javax.")) {
				throw unkeyable(object);
			}
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && wanted.test(field.getName())) {
					Object value = read(field, object);
					if (value != null) {
						// A field may hide one of the superclass.
						String name = fields.containsKey(field.getName()) ? type.getName() + "." + field.getName()
								: field.getName();
						fields.put(name, of(value));
					}
				}
			}
		}
		return fields;
	}

	/**
	 * The canonical form of an object.
	 * @param object the object
	 * @return its value
	 * @throws UnkeyableException if it has none
	 */
	FactorValue of(@Nullable Object object) {
		if (object == null) {
			return FactorValue.Null.INSTANCE;
		}
		this.values++;
		if (this.values > MAX_VALUES) {
			throw new UnkeyableException(BypassReason.REQUEST_TOO_LARGE, "The request has too many values");
		}
		FactorValue simple = simple(object);
		if (simple != null) {
			return simple;
		}
		if (this.path.size() >= MAX_DEPTH || !this.path.add(object)) {
			throw unkeyable(object);
		}
		FactorValue value = composed(object);
		this.path.remove(object);
		return value;
	}

	private static @Nullable FactorValue simple(Object object) {
		if (object instanceof CharSequence || object instanceof Character) {
			return FactorValue.of(object.toString());
		}
		if (object instanceof Boolean flag) {
			return FactorValue.of(flag.booleanValue());
		}
		if (object instanceof Number && object.getClass().getName().matches("java\\.(lang|math)\\.\\w+")) {
			return new FactorValue.Decimal(object.toString());
		}
		if (object instanceof Enum<?> constant) {
			return FactorValue.of(constant.name());
		}
		if (object instanceof byte[] bytes) {
			return Medias.digest(bytes);
		}
		if (object instanceof Class<?> type) {
			return FactorValue.of(type.getName());
		}
		if (object instanceof MimeType || object instanceof Locale || object instanceof UUID || isTime(object)) {
			return FactorValue.of(object.toString());
		}
		return object.getClass().getName().startsWith("com.anthropic.") ? SdkValues.of(object) : null;
	}

	private static boolean isTime(Object object) {
		return (object instanceof TemporalAmount || object instanceof TemporalAccessor)
				&& object.getClass().getName().startsWith("java.time.");
	}

	private FactorValue composed(Object object) {
		if (object instanceof Media media) {
			return Medias.value(media);
		}
		if (object instanceof Optional<?> optional) {
			return of(optional.orElse(null));
		}
		if (object instanceof Map<?, ?> map) {
			return map(map);
		}
		if (object instanceof Collection<?> collection) {
			List<FactorValue> items = new ArrayList<>();
			collection.forEach((item) -> items.add(of(item)));
			return (object instanceof Set) ? new FactorValue.Unordered(items) : FactorValue.listOf(items);
		}
		if (object.getClass().isArray()) {
			List<FactorValue> items = new ArrayList<>();
			for (int i = 0; i < Array.getLength(object); i++) {
				items.add(of(Array.get(object, i)));
			}
			return FactorValue.listOf(items);
		}
		return FactorValue.Members.of(Map.of("type", FactorValue.of(object.getClass().getName()), "fields",
				new FactorValue.Members(fields(object, (name) -> true))));
	}

	private FactorValue map(Map<?, ?> map) {
		SortedMap<String, FactorValue> members = new TreeMap<>();
		map.forEach((key, value) -> {
			String name = (key instanceof Enum<?> constant) ? constant.name()
					: (key instanceof String text) ? text : null;
			if (name == null || members.put(name, of(value)) != null) {
				throw unkeyable(map);
			}
		});
		return new FactorValue.Members(members);
	}

	private static @Nullable Object read(Field field, Object object) {
		try {
			field.setAccessible(true);
			return field.get(object);
		}
		catch (IllegalAccessException | InaccessibleObjectException ex) {
			throw unkeyable(object);
		}
	}

	private static UnkeyableException unkeyable(Object object) {
		return new UnkeyableException(BypassReason.KEY_FAILED,
				"There is no key for an object of " + object.getClass().getName());
	}

}
