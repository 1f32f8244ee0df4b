package io.github.claudecache.aop;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.json.JsonAnswerCodec;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * How the answers of a method are wrapped, and how they are kept.
 *
 * @param wrapper when the answer is there
 * @param content what it is inside the wrapper
 * @param type the type of the value in the key
 * @param codec how the value is kept
 * @param trusted whether the developer vouches that every answer is complete
 */
record ReturnPlan(Wrapper wrapper, Content content, String type, AnswerCodec<Object> codec, boolean trusted) {

	enum Wrapper {

		NOTHING, FUTURE, MONO

	}

	enum Content {

		ANSWER, VALUE, OPTIONAL

	}

	static ReturnPlan of(MethodSite site, boolean trust, boolean recorded) {
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
		if (content != Content.ANSWER && !trust && !recorded) {
			throw site.failure(
					"its return type hides the stop reason, so nothing tells a complete answer from a refusal"
							+ " or one that was cut off",
					"Return ClaudeAnswer<"
							+ ClassUtils.resolvePrimitiveIfNecessary(type.resolve(Object.class)).getSimpleName()
							+ "> with the stop reason of the response; or set trust = true if the method throws for every answer that is not complete; or ask Claude by a client whose calls the cache sees, such as an AnthropicClient that is a bean.");
		}
		return new ReturnPlan(wrapper, content, described, codec(type), trust);
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
	private static AnswerCodec<Object> codec(ResolvableType type) {
		return (type.resolve() == String.class) ? (AnswerCodec<Object>) (AnswerCodec<?>) AnswerCodec.text()
				: JsonAnswerCodec.of(concrete(type));
	}

	// Only here it is known what the bean's class says of the type variables.
	private static Type concrete(ResolvableType type) {
		Class<?> raw = type.resolve(Object.class);
		if (!type.hasGenerics()) {
			return raw;
		}
		ResolvableType[] arguments = Arrays.stream(type.getGenerics())
			.map((argument) -> ResolvableType.forType(concrete(argument)))
			.toArray(ResolvableType[]::new);
		return ResolvableType.forClassWithGenerics(raw, arguments).getType();
	}

}
