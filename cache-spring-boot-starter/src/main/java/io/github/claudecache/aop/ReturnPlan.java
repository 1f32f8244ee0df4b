package io.github.claudecache.aop;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.AnswerCodec;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.json.JsonAnswerCodec;
import io.github.claudecache.json.ResponseCodec;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * How the answers of a method are wrapped, and how they are kept.
 *
 * @param wrapper when the answer is there
 * @param content what it is inside the wrapper
 * @param type the type of the value in the key
 * @param codec how the value is kept
 * @param responses reads the responses of a client library, if that is what the method
 * returns; {@code null} if it returns anything else
 * @param trusted whether the developer vouches that every answer is complete
 */
record ReturnPlan(Wrapper wrapper, Content content, String type, AnswerCodec<Object> codec,
		@Nullable ResponseCodec responses, boolean trusted) {

	enum Wrapper {

		NOTHING, FUTURE, MONO, FLUX

	}

	enum Content {

		ANSWER, VALUE, OPTIONAL

	}

	/**
	 * The plan of a method.
	 * @param site the method
	 * @param trust whether its developer vouches for its answers
	 * @param recorded whether what it asks of Claude is seen
	 * @param codecs keep the responses of client libraries
	 * @throws io.github.claudecache.config.ClaudeCacheConfigurationException if its
	 * answers cannot be kept
	 */
	static ReturnPlan of(MethodSite site, boolean trust, boolean recorded, List<ResponseCodec> codecs) {
		ResolvableType type = ResolvableType.forMethodReturnType(site.method(), site.targetClass());
		Wrapper wrapper = wrapper(type.resolve(Object.class));
		if (wrapper != Wrapper.NOTHING) {
			type = type.getGeneric();
		}
		Content content = content(type.resolve(Object.class));
		if (content != Content.VALUE) {
			type = type.getGeneric();
		}
		if (wrapper == Wrapper.FLUX && content != Content.VALUE) {
			throw site.failure(
					"returns a Flux of whole answers, but the elements of a Flux are the parts of one answer",
					"Return Flux<String> with the pieces of the text, or Mono<ClaudeAnswer<String>> with all of it.");
		}
		Class<?> raw = type.resolve(Object.class);
		ResponseCodec responses = codec(raw, codecs);
		if (responses != null) {
			requireRole(site, wrapper, raw, responses.roleOf(raw));
		}
		String described = (responses != null) ? raw.getName() : AnswerTypes.describe(type, site);
		if (raw == Object.class) {
			throw site.failure("its return type does not say what the answer is",
					(wrapper == Wrapper.FLUX) ? "Declare the type of the elements, for example Flux<String>."
							: "Declare the type of the answer, for example ClaudeAnswer<String>.");
		}
		if (content != Content.ANSWER && responses == null && !trust && !recorded) {
			throw hidden(site, wrapper, raw);
		}
		return (wrapper == Wrapper.FLUX)
				? new ReturnPlan(wrapper, content, "Flux<" + described + ">",
						new StreamCodec(concrete(type), responses), responses, trust)
				: new ReturnPlan(wrapper, content, described, codec(type, responses), responses, trust);
	}

	/**
	 * Whether the answers say themselves how they ended.
	 */
	boolean saysEnd() {
		return this.content == Content.ANSWER || this.responses != null;
	}

	private static RuntimeException hidden(MethodSite site, Wrapper wrapper, Class<?> type) {
		String name = ClassUtils.resolvePrimitiveIfNecessary(type).getSimpleName();
		return site.failure(
				"its return type hides the stop reason, so nothing tells a complete answer from a refusal"
						+ " or one that was cut off",
				((wrapper == Wrapper.FLUX)
						? "Set trust = true if the Flux fails for every answer that is not complete; or ask Claude"
						: "Return ClaudeAnswer<" + name
								+ "> with the stop reason of the response; or set trust = true if the method throws for every answer that is not complete; or ask Claude")
						+ " by a client whose calls the cache sees, such as an AnthropicClient that is a bean"
						+ ((wrapper == Wrapper.FLUX)
								? "; or return the events of the client, or Mono<ClaudeAnswer<String>> with the whole answer."
								: "."));
	}

	private static void requireRole(MethodSite site, Wrapper wrapper, Class<?> type, ResponseCodec.Role role) {
		if (wrapper == Wrapper.FLUX && role == ResponseCodec.Role.RESPONSE) {
			throw site.failure(
					"returns a Flux of " + type.getName() + ", but the elements of a Flux are the parts of one answer",
					"Return Mono<" + type.getSimpleName() + ">, or a Flux of the events of which it is made.");
		}
		if (wrapper != Wrapper.FLUX && role == ResponseCodec.Role.EVENT) {
			throw site.failure("returns " + type.getName() + ", which is a part of an answer only",
					"Return Flux<" + type.getSimpleName() + "> with all parts.");
		}
	}

	private static Wrapper wrapper(Class<?> type) {
		if (type == CompletableFuture.class || type == CompletionStage.class) {
			return Wrapper.FUTURE;
		}
		// By name, since Reactor is optional.
		return switch (type.getName()) {
			case "reactor.core.publisher.Mono" -> Wrapper.MONO;
			case "reactor.core.publisher.Flux" -> Wrapper.FLUX;
			default -> Wrapper.NOTHING;
		};
	}

	private static Content content(Class<?> type) {
		if (type == ClaudeAnswer.class) {
			return Content.ANSWER;
		}
		return (type == Optional.class) ? Content.OPTIONAL : Content.VALUE;
	}

	private static @Nullable ResponseCodec codec(Class<?> type, List<ResponseCodec> codecs) {
		return codecs.stream()
			.filter((codec) -> codec.roleOf(type) != ResponseCodec.Role.NONE)
			.findFirst()
			.orElse(null);
	}

	@SuppressWarnings("unchecked")
	private static AnswerCodec<Object> codec(ResolvableType type, @Nullable ResponseCodec responses) {
		if (responses != null) {
			return responses.codec(type.resolve(Object.class));
		}
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
