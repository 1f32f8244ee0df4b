package io.github.claudecache.aop;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.json.JsonAnswerCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;

/**
 * How the answers of a method are wrapped, and how they are kept.
 *
 * @param wrapper when the answer is there
 * @param content what it is inside the wrapper
 * @param type the type of the value in the key
 * @param codec how the value is kept
 */
record ReturnPlan(Wrapper wrapper, Content content, String type, AnswerCodec<Object> codec) {

	// Marks, by identity, what a method gave that returned no answer at all: the caller
	// must get the null back, which is not an answer without a value.
	private static final Usage NO_ANSWER = new Usage(0, 0, 0, 0);

	enum Wrapper {

		NOTHING, FUTURE, MONO

	}

	enum Content {

		ANSWER, VALUE, OPTIONAL

	}

	static ReturnPlan of(MethodSite site, boolean trust) {
		ResolvableType type = ResolvableType.forMethodReturnType(site.method(), site.targetClass());
		Wrapper wrapper = wrapper(type.resolve(Object.class));
		if (wrapper != Wrapper.NOTHING) {
			type = type.getGeneric();
		}
		Content content = content(type.resolve(Object.class));
		if (content != Content.VALUE) {
			type = type.getGeneric();
		}
		String described = AnswerTypes.describe(type, site);
		if (type.resolve(Object.class) == Object.class) {
			throw site.failure("its return type does not say what the answer is",
					"Declare the type of the answer, for example ClaudeAnswer<String>.");
		}
		if (content != Content.ANSWER && !trust) {
			throw site.failure(
					"its return type hides the stop reason, so nothing tells a complete answer from a refusal"
							+ " or one that was cut off",
					"Return ClaudeAnswer<" + type.toClass().getSimpleName()
							+ "> with the stop reason of the response; or set trust = true if the method throws for every answer that is not complete.");
		}
		return new ReturnPlan(wrapper, content, described, codec(type, site.targetClass()));
	}

	ClaudeAnswer<Object> toAnswer(@Nullable Object returned) {
		if (returned == null) {
			return withoutValue(NO_ANSWER);
		}
		if (this.content == Content.ANSWER) {
			return cast((ClaudeAnswer<?>) returned);
		}
		Object value = (returned instanceof Optional<?> optional) ? optional.orElse(null) : returned;
		return (value != null) ? ClaudeAnswer.complete(value) : withoutValue(Usage.NONE);
	}

	@Nullable Object fromAnswer(ClaudeAnswer<Object> answer) {
		if (answer.usage() == NO_ANSWER) {
			return null;
		}
		return switch (this.content) {
			case ANSWER -> answer;
			case OPTIONAL -> Optional.ofNullable(answer.value());
			case VALUE -> answer.value();
		};
	}

	private static Wrapper wrapper(Class<?> type) {
		if (type == CompletableFuture.class || type == CompletionStage.class) {
			return Wrapper.FUTURE;
		}
		return type.getName().equals("reactor.core.publisher.Mono") ? Wrapper.MONO : Wrapper.NOTHING;
	}

	private static Content content(Class<?> type) {
		if (type == ClaudeAnswer.class) {
			return Content.ANSWER;
		}
		return (type == Optional.class) ? Content.OPTIONAL : Content.VALUE;
	}

	@SuppressWarnings("unchecked")
	private static AnswerCodec<Object> codec(ResolvableType type, Class<?> targetClass) {
		return (type.resolve() == String.class) ? (AnswerCodec<Object>) (AnswerCodec<?>) AnswerCodec.text()
				: JsonAnswerCodec.of(GenericTypeResolver.resolveType(type.getType(), targetClass));
	}

	@SuppressWarnings("unchecked")
	private static ClaudeAnswer<Object> cast(ClaudeAnswer<?> answer) {
		return (ClaudeAnswer<Object>) answer;
	}

	// The cache refuses to keep an answer without a value, and hands it back.
	@SuppressWarnings("NullAway")
	private static ClaudeAnswer<Object> withoutValue(Usage usage) {
		return ClaudeAnswer.of(null, StopReason.ABSENT, null, usage);
	}

}
