package io.github.claudecache.aop;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import io.github.claudecache.answer.ClaudeAnswer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Knows which types of answer can be kept faithfully, and gives each a text that changes
 * when its shape does: an answer that was kept for an older shape of a record is then
 * under another key.
 */
final class AnswerTypes {

	// Their responses need a ResponseCodec: written as plain JSON they lose content.
	private static final List<String> CLIENT_PACKAGES = List.of("com.anthropic.", "org.springframework.ai.",
			"dev.langchain4j.");

	private static final int MAX_DEPTH = 32;

	private final MethodSite site;

	private final Set<String> described = new LinkedHashSet<>();

	private int depth;

	private AnswerTypes(MethodSite site) {
		this.site = site;
	}

	/**
	 * The text of a type in the key.
	 * @throws io.github.claudecache.config.ClaudeCacheConfigurationException if answers
	 * of the type cannot be kept
	 */
	static String describe(ResolvableType type, MethodSite site) {
		return new AnswerTypes(site).describe(type);
	}

	private String describe(ResolvableType type) {
		if (this.depth == MAX_DEPTH) {
			throw this.site.failure("returns a type that contains ever larger types of its own",
					"Return a record whose components have an end.");
		}
		this.depth++;
		String text = text(type);
		this.depth--;
		return text;
	}

	private String text(ResolvableType type) {
		Class<?> raw = ClassUtils.resolvePrimitiveIfNecessary(type.resolve(Object.class));
		rejectUnsupported(type, raw);
		if (raw == Object.class || raw == String.class) {
			return raw.getName();
		}
		if (Collection.class.isAssignableFrom(raw)) {
			return raw.getName() + "<" + describe(type.as(Collection.class).getGeneric()) + ">";
		}
		if (Map.class.isAssignableFrom(raw)) {
			ResolvableType map = type.as(Map.class);
			return raw.getName() + "<" + describe(map.getGeneric(0)) + "," + describe(map.getGeneric(1)) + ">";
		}
		if (raw == Optional.class) {
			return raw.getName() + "<" + describe(type.getGeneric()) + ">";
		}
		if (raw.isRecord()) {
			return describeRecord(type, raw);
		}
		requireValueEquality(type, raw);
		return raw.getName() + fields(raw);
	}

	private String describeRecord(ResolvableType type, Class<?> raw) {
		if (!this.described.add(type.toString())) {
			return type.toString();
		}
		StringBuilder text = new StringBuilder(type.toString()).append('{');
		for (RecordComponent component : raw.getRecordComponents()) {
			text.append(component.getName())
				.append(':')
				.append(describe(ResolvableType.forType(component.getGenericType(), type)))
				.append(';');
		}
		return text.append('}').toString();
	}

	// The library's own classes do not change their shape; a new field of one of the
	// application's would be null in an answer from before.
	private static String fields(Class<?> type) {
		if (type.isEnum() || type.getName().startsWith("java.")) {
			return "";
		}
		SortedSet<String> fields = new TreeSet<>();
		ReflectionUtils.doWithFields(type, (field) -> fields.add(field.getName() + ":" + field.getGenericType()),
				(field) -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic());
		return fields.toString();
	}

	private void rejectUnsupported(ResolvableType type, Class<?> raw) {
		if (raw == ClaudeAnswer.class) {
			throw this.site.failure("returns ClaudeAnswer inside another type",
					"Let ClaudeAnswer be outermost, or directly in a CompletableFuture or Mono; what it carries may be an Optional or a collection.");
		}
		if (raw == void.class || raw == Void.class) {
			throw this.site.failure("returns nothing, so there is no answer to keep", "Remove @ClaudeCached.");
		}
		if (CLIENT_PACKAGES.stream().anyMatch(raw.getName()::startsWith)) {
			throw this.site.failure(
					returns(type) + ", a type of a client library, which cannot be kept with all of its content",
					"Return ClaudeAnswer<String> with the text, the stop reason and the usage of the response; or the whole response: Message or Flux<RawMessageStreamEvent> of the Anthropic SDK, ChatResponse or Flux<ChatResponse> of Spring AI, ChatResponse of LangChain4j.");
		}
		if (InputStream.class.isAssignableFrom(raw) || BaseStream.class.isAssignableFrom(raw)
				|| Future.class.isAssignableFrom(raw) || isPublisher(raw)) {
			throw this.site.failure(returns(type) + ", which cannot be kept and served again",
					"Return ClaudeAnswer, a text or a record, or one of them in a CompletableFuture, Mono or Optional; or the pieces of an answer in a Flux.");
		}
	}

	// By name, since Reactive Streams are optional.
	static boolean isPublisher(@Nullable Class<?> type) {
		return type != null
				&& (type.getName().equals("org.reactivestreams.Publisher") || isPublisher(type.getSuperclass())
						|| Arrays.stream(type.getInterfaces()).anyMatch(AnswerTypes::isPublisher));
	}

	private void requireValueEquality(ResolvableType type, Class<?> raw) {
		if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers()) && !raw.isEnum() && !raw.isArray()) {
			throw this.site.failure(returns(type) + ", which does not say of which class a kept answer is",
					"Return a text, a record, an enum or a collection of them.");
		}
		Method equals = ReflectionUtils.findMethod(raw, "equals", Object.class);
		if (raw.isArray() || equals == null || equals.getDeclaringClass() == Object.class) {
			throw this.site.failure(
					returns(type)
							+ ", which has no value equality, so it cannot be shown that a kept answer is the same",
					"Return a text, a record, an enum or a collection of them.");
		}
	}

	private String returns(ResolvableType type) {
		return ((this.depth > 1) ? "returns something that contains " : "returns ") + ExpressionTypes.text(type);
	}

}
