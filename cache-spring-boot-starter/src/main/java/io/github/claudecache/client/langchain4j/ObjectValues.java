package io.github.claudecache.client.langchain4j;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.reason.BypassReason;
import io.github.claudecache.request.FactorValue;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;

/**
 * Reads objects as they enter a key: by all their fields, so that what a newer version of
 * LangChain4j adds is in the key without anybody having thought of it. What cannot be
 * read has no key. For one object, by one thread.
 */
final class ObjectValues {

	private static final int MAX_DEPTH = 64;

	private static final int MAX_VALUES = 200_000;

	// Numbers that change by themselves are no settings.
	private static final Set<Class<?>> NUMBERS = Set.of(Byte.class, Short.class, Integer.class, Long.class, Float.class,
			Double.class, BigInteger.class, BigDecimal.class);

	private final Predicate<Field> leftOut;

	private final boolean ofModel;

	private int depth;

	private int values;

	private ObjectValues(Predicate<Field> leftOut, boolean ofModel) {
		this.leftOut = leftOut;
		this.ofModel = ofModel;
	}

	/**
	 * Reads a part of a request: without what is volatile, and refused if a part of it is
	 * only referred to.
	 */
	static ObjectValues ofRequest() {
		return new ObjectValues(VolatileFields::ofRequest, false);
	}

	/**
	 * Reads a request with everything that it has.
	 */
	static ObjectValues whole() {
		return new ObjectValues((field) -> false, true);
	}

	/**
	 * Reads a model with what it holds.
	 */
	static ObjectValues ofModel() {
		return new ObjectValues(VolatileFields::ofModel, true);
	}

	/**
	 * The canonical form of an object.
	 * @param object the object
	 * @return its value
	 * @throws UnkeyableException if it cannot be read, or refers to content elsewhere
	 */
	FactorValue of(@Nullable Object object) {
		if (this.depth == MAX_DEPTH || ++this.values > MAX_VALUES) {
			throw new UnkeyableException(BypassReason.KEY_FAILED, "There is too much to read");
		}
		this.depth++;
		try {
			return value(object);
		}
		finally {
			this.depth--;
		}
	}

	/**
	 * The fields of an object that are not {@code null}, by their names.
	 */
	SortedMap<String, FactorValue> fields(Object object) {
		SortedMap<String, FactorValue> fields = new TreeMap<>();
		for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !this.leftOut.test(field)) {
					add(fields, field, object);
				}
			}
		}
		return fields;
	}

	/**
	 * The name of a class as it enters a key: that of a streaming model is that of the
	 * plain one, since one entry serves both.
	 */
	static String name(Class<?> type) {
		String name = type.getName();
		int lambda = name.indexOf("$$Lambda");
		name = (lambda >= 0) ? name.substring(0, lambda) : name;
		return name.startsWith("dev.langchain4j.") ? name.replace("StreamingChatModel", "ChatModel") : name;
	}

	private void add(SortedMap<String, FactorValue> fields, Field field, Object object) {
		Object content;
		try {
			if (!field.trySetAccessible()) {
				throw unreadable(field.getDeclaringClass());
			}
			content = field.get(object);
		}
		catch (IllegalAccessException ex) {
			throw unreadable(field.getDeclaringClass());
		}
		if (content == null) {
			return;
		}
		String name = fields.containsKey(field.getName())
				? field.getDeclaringClass().getSimpleName() + "." + field.getName() : field.getName();
		fields.put(name, (field.getName().equals("base64Data") && content instanceof String text)
				? digest(text.getBytes(StandardCharsets.UTF_8)) : of(content));
	}

	private FactorValue value(@Nullable Object object) {
		if (object == null) {
			return FactorValue.Null.INSTANCE;
		}
		if (object instanceof CharSequence || object instanceof Character) {
			return FactorValue.of(object.toString());
		}
		if (object instanceof Boolean flag) {
			return FactorValue.of(flag.booleanValue());
		}
		if (NUMBERS.contains(object.getClass())) {
			return new FactorValue.Decimal(object.toString());
		}
		if (object instanceof byte[] bytes) {
			return digest(bytes);
		}
		if (object instanceof URI uri) {
			return reference(uri);
		}
		if (object instanceof Map<?, ?> map) {
			return map(map);
		}
		if (object instanceof Collection<?> collection) {
			return collection(collection);
		}
		if (object.getClass().isArray()) {
			List<FactorValue> items = new ArrayList<>();
			for (int i = 0; i < Array.getLength(object); i++) {
				items.add(of(Array.get(object, i)));
			}
			return kind("list", FactorValue.listOf(items));
		}
		return object(object);
	}

	private FactorValue object(Object object) {
		Object inner = wrapped(object);
		if (inner != null) {
			return of(inner);
		}
		if (object instanceof Enum<?> constant) {
			return kind(name(constant.getDeclaringClass()), FactorValue.of(constant.name()));
		}
		if (object instanceof Class<?> type) {
			return FactorValue.of(type.getName());
		}
		if (object instanceof Optional<?> optional) {
			return kind("optional", of(optional.orElse(null)));
		}
		if (object instanceof TemporalAmount || object instanceof Locale || object instanceof Charset
				|| object instanceof UUID) {
			return FactorValue.of(object.toString());
		}
		Class<?> type = object.getClass();
		// What a lambda of an application does cannot be seen; those of LangChain4j hold
		// what they were given.
		boolean ours = name(type).startsWith("dev.langchain4j.");
		if ((type.isHidden() && !ours) || isOfPlatform(type)) {
			throw unreadable(type);
		}
		return kind(name(type), new FactorValue.Members(fields(object)));
	}

	// A model may hold another one that is a bean, or that was decorated by hand.
	private static @Nullable Object wrapped(Object object) {
		if (object instanceof CachedChatModel model) {
			return model.model();
		}
		if (object instanceof CachedStreamingChatModel model) {
			return model.model();
		}
		return AopProxyUtils.getSingletonTarget(object);
	}

	private FactorValue reference(URI uri) {
		if ("data".equals(uri.getScheme())) {
			return digest(uri.toString().getBytes(StandardCharsets.UTF_8));
		}
		if (!this.ofModel) {
			throw new UnkeyableException(BypassReason.FACTOR_MISSING,
					"The request refers to a file or an image elsewhere, which may change");
		}
		return FactorValue.of(uri.toString());
	}

	private FactorValue map(Map<?, ?> map) {
		SortedMap<String, FactorValue> members = new TreeMap<>();
		List<FactorValue> others = new ArrayList<>();
		map.forEach((key, content) -> {
			if (key instanceof String name) {
				if (!this.ofModel || !VolatileFields.isCredential(name)) {
					members.put(name, of(content));
				}
			}
			else {
				others.add(FactorValue.listOf(List.of(of(key), of(content))));
			}
		});
		FactorValue named = new FactorValue.Members(members);
		return kind("map",
				others.isEmpty() ? named : FactorValue.listOf(List.of(named, new FactorValue.Unordered(others))));
	}

	private FactorValue collection(Collection<?> collection) {
		List<FactorValue> items = new ArrayList<>(collection.size());
		collection.forEach((item) -> items.add(of(item)));
		return (collection instanceof Set) ? kind("set", new FactorValue.Unordered(items))
				: kind("list", FactorValue.listOf(items));
	}

	private static FactorValue kind(String kind, FactorValue content) {
		return FactorValue.listOf(List.of(FactorValue.of(kind), content));
	}

	private static FactorValue digest(byte[] bytes) {
		return new FactorValue.Digest(new Fingerprint(RequestIdentity.sha256(bytes)));
	}

	private static boolean isOfPlatform(Class<?> type) {
		ClassLoader loader = type.getClassLoader();
		return loader == null || loader == ClassLoader.getPlatformClassLoader();
	}

	private static UnkeyableException unreadable(Class<?> type) {
		return new UnkeyableException(BypassReason.KEY_FAILED, "Cannot be read: " + name(type));
	}

}
