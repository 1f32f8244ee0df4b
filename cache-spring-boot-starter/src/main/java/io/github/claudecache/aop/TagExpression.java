package io.github.claudecache.aop;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.identity.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ExpressionException;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * An expression that gives tags. It is parsed and checked once, from the constant of an
 * annotation; text that arrives at run time is only ever a value. Safe for use by many
 * threads.
 */
final class TagExpression {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	private static final PresentPropertyAccessor PRESENT = new PresentPropertyAccessor();

	private static final int SHOWN_LENGTH = 200;

	private final SpelExpression expression;

	private final Set<String> variables;

	private TagExpression(SpelExpression expression, Set<String> variables) {
		this.expression = expression;
		this.variables = variables;
	}

	static TagExpression compile(String text, Map<String, ResolvableType> variables, MethodSite site) {
		try {
			SpelExpression expression = PARSER.parseRaw(text);
			ExpressionTypes types = new ExpressionTypes(variables);
			ResolvableType type = types.typeOf(expression.getAST());
			if (!ExpressionTypes.isTagType(type)) {
				throw new IllegalArgumentException(
						"it gives a " + ExpressionTypes.text(type) + " instead of a text or a collection of texts");
			}
			return new TagExpression(expression, types.used());
		}
		catch (ExpressionException ex) {
			throw failure(text, ex.getSimpleMessage(), site);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw failure(text, ex.getMessage(), site);
		}
		catch (StackOverflowError ex) {
			throw failure(text, "it is nested too deeply", site);
		}
	}

	private static ClaudeCacheConfigurationException failure(String text, @Nullable String reason, MethodSite site) {
		String shown = (text.length() > SHOWN_LENGTH) ? text.substring(0, SHOWN_LENGTH) + "..." : text;
		return site.failure("the tag expression \"" + shown + "\" cannot be used: " + reason + ".",
				"Correct the expression. It is SpEL over the parameters of the method, for example \"'policy:' + #topic\".");
	}

	/**
	 * Evaluates the expression.
	 * @throws NullTagException if there is a null anywhere
	 * @throws RuntimeException if the evaluation fails or gives something that is not a
	 * tag
	 */
	Set<Tag> evaluate(Map<String, @Nullable Object> variables) {
		EvaluationContext context = SimpleEvaluationContext.forPropertyAccessors(PRESENT)
			.withAssignmentDisabled()
			.build();
		for (String name : this.variables) {
			// 'doc:' + null would be the text doc:null.
			Object variable = variables.get(name);
			PresentPropertyAccessor.requirePresent(variable, name);
			context.setVariable(name, variable);
		}
		Object value = this.expression.getValue(context);
		Set<Tag> tags = new LinkedHashSet<>();
		if (value instanceof Collection<?> texts) {
			texts.forEach((text) -> tags.add(tag(text)));
		}
		else if (value instanceof Object[] texts) {
			// The projection of an array is an array.
			Arrays.stream(texts).forEach((text) -> tags.add(tag(text)));
		}
		else {
			tags.add(tag(value));
		}
		return tags;
	}

	private Tag tag(@Nullable Object text) {
		if (text == null) {
			throw new NullTagException(this.expression.getExpressionString());
		}
		return new Tag((String) text);
	}

}
