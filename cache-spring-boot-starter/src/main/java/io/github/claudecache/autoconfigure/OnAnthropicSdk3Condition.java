package io.github.claudecache.autoconfigure;

import java.util.Optional;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.ClassUtils;

/**
 * Whether the Anthropic SDK is of the generation that the interceptor is made for. Spring
 * AI 2.0 brings an older one, with the same classes and other methods: an interceptor
 * between it and Claude would fail every call.
 */
final class OnAnthropicSdk3Condition extends SpringBootCondition {

	private static final String REQUEST = "com.anthropic.core.http.HttpRequest";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Anthropic SDK 3");
		try {
			Class<?> request = ClassUtils.forName(REQUEST, context.getClassLoader());
			return (request.getMethod("body").getReturnType() == Optional.class)
					? ConditionOutcome.match(message.because("it is here"))
					: ConditionOutcome.noMatch(message.because("it is an older one"));
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return ConditionOutcome.noMatch(message.because("it is not here"));
		}
	}

}
