package io.github.claudecache.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BooleanLiteral;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.FloatLiteral;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.IntLiteral;
import org.springframework.expression.spel.ast.LongLiteral;
import org.springframework.expression.spel.ast.OpEQ;
import org.springframework.expression.spel.ast.OpNE;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.RealLiteral;
import org.springframework.expression.spel.ast.StringLiteral;
import org.springframework.expression.spel.ast.Ternary;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Works out the type of an expression without evaluating it. It knows a small part of
 * SpEL, and whatever it does not know is refused: method calls, constructors, types,
 * beans and assignments among it.
 */
final class ExpressionTypes {

	private static final ResolvableType TEXT = ResolvableType.forClass(String.class);

	private static final ResolvableType NUMBER = ResolvableType.forClass(Number.class);

	private final Map<String, ResolvableType> variables;

	private final Set<String> used = new LinkedHashSet<>();

	private final @Nullable ResolvableType root;

	ExpressionTypes(Map<String, ResolvableType> variables) {
		this(variables, null);
	}

	private ExpressionTypes(Map<String, ResolvableType> variables, @Nullable ResolvableType root) {
		this.variables = variables;
		this.root = root;
	}

	/**
	 * The variables that the expression reads.
	 */
	Set<String> used() {
		return this.used;
	}

	/**
	 * The type of an expression.
	 * @throws IllegalArgumentException if the expression names something that is not
	 * there or uses what is not allowed; the message says what
	 */
	ResolvableType typeOf(SpelNode node) {
		if (node instanceof VariableReference) {
			return variable(node.toStringAST().substring(1));
		}
		if (node instanceof CompoundExpression) {
			return compound(node);
		}
		if (node instanceof OpPlus) {
			return sum(node);
		}
		if (node instanceof Ternary) {
			requireTruthValue(node.getChild(0));
			return common(typeOf(node.getChild(1)), typeOf(node.getChild(2)));
		}
		if (node instanceof PropertyOrFieldReference property && this.root != null) {
			return property(this.root, property.getName());
		}
		if (node instanceof InlineList) {
			return inlineList(node);
		}
		if (node instanceof OpEQ || node instanceof OpNE) {
			typeOf(node.getChild(0));
			typeOf(node.getChild(1));
			return ResolvableType.forClass(Boolean.class);
		}
		if (node instanceof StringLiteral) {
			return TEXT;
		}
		if (node instanceof IntLiteral || node instanceof LongLiteral || node instanceof RealLiteral
				|| node instanceof FloatLiteral) {
			return NUMBER;
		}
		if (node instanceof BooleanLiteral) {
			return ResolvableType.forClass(Boolean.class);
		}
		throw new IllegalArgumentException("'" + node.toStringAST() + "' (" + node.getClass().getSimpleName()
				+ ") is not allowed; use literals, parameters, their properties, projections, + and == with ? :");
	}

	private ResolvableType variable(String name) {
		if (this.root != null && name.equals("this")) {
			return this.root;
		}
		ResolvableType type = this.variables.get(name);
		if (type == null) {
			throw new IllegalArgumentException("there is no #" + name + "; there is " + (this.variables.isEmpty()
					? "nothing to read" : "#" + String.join(", #", this.variables.keySet())));
		}
		this.used.add(name);
		return type;
	}

	private ResolvableType compound(SpelNode node) {
		ResolvableType type = typeOf(node.getChild(0));
		for (int i = 1; i < node.getChildCount(); i++) {
			SpelNode step = node.getChild(i);
			if (step instanceof PropertyOrFieldReference property) {
				type = property(type, property.getName());
			}
			else if (step instanceof Projection) {
				type = projection(type, step.getChild(0));
			}
			else {
				return typeOf(step);
			}
		}
		return type;
	}

	private ResolvableType projection(ResolvableType collection, SpelNode body) {
		if (!collection.isArray() && !Collection.class.isAssignableFrom(collection.resolve(Object.class))) {
			throw new IllegalArgumentException(
					"a projection needs a collection, but there is a " + text(collection) + " in front of it");
		}
		ResolvableType item = collection.isArray() ? collection.getComponentType()
				: collection.as(Collection.class).getGeneric();
		ExpressionTypes inside = new ExpressionTypes(this.variables, item);
		ResolvableType projected = inside.typeOf(body);
		this.used.addAll(inside.used);
		return ResolvableType.forClassWithGenerics(List.class, projected);
	}

	// SpEL takes every method without parameters for a property: #queue.poll would take
	// something out of the argument.
	private static ResolvableType property(ResolvableType owner, String name) {
		Class<?> type = owner.resolve(Object.class);
		Method getter = ClassUtils.getMethodIfAvailable(type, "get" + StringUtils.capitalize(name));
		if (getter == null) {
			getter = ClassUtils.getMethodIfAvailable(type, "is" + StringUtils.capitalize(name));
			if (getter != null && ClassUtils.resolvePrimitiveIfNecessary(getter.getReturnType()) != Boolean.class) {
				getter = null;
			}
		}
		if (getter == null && type.isRecord()) {
			getter = Arrays.stream(type.getRecordComponents())
				.filter((component) -> component.getName().equals(name))
				.map(RecordComponent::getAccessor)
				.findFirst()
				.orElse(null);
		}
		if (getter == null || getter.getReturnType() == void.class || Modifier.isStatic(getter.getModifiers())
				|| getter.getDeclaringClass() == Object.class || type == Class.class) {
			throw new IllegalArgumentException(type.getName() + " has no property '" + name
					+ "'; a property is a component of a record or has a public getter");
		}
		return ResolvableType.forType(getter.getGenericReturnType(), owner.as(getter.getDeclaringClass()));
	}

	// Joining a collection to a text would give one tag such as doc:a,b.
	private ResolvableType sum(SpelNode node) {
		boolean numbers = true;
		boolean text = false;
		for (int i = 0; i < node.getChildCount(); i++) {
			ResolvableType type = typeOf(node.getChild(i));
			if (!isScalar(type)) {
				throw new IllegalArgumentException("'" + node.getChild(i).toStringAST() + "' is a " + text(type)
						+ ", which cannot be part of a text; of a collection use a projection such as"
						+ " #items.!['doc:' + id] or #texts.!['doc:' + #this]");
			}
			numbers &= Number.class.isAssignableFrom(raw(type));
			text |= isText(type);
		}
		if (!numbers && !text) {
			throw new IllegalArgumentException("in '" + node.toStringAST() + "' neither is a text");
		}
		return numbers ? NUMBER : TEXT;
	}

	private void requireTruthValue(SpelNode condition) {
		ResolvableType type = typeOf(condition);
		if (raw(type) != Boolean.class) {
			throw new IllegalArgumentException(
					"'" + condition.toStringAST() + "' is a " + text(type) + ", which is not a truth value");
		}
	}

	private ResolvableType inlineList(SpelNode node) {
		for (int i = 0; i < node.getChildCount(); i++) {
			if (!isText(typeOf(node.getChild(i)))) {
				throw new IllegalArgumentException("'" + node.getChild(i).toStringAST() + "' is not a text");
			}
		}
		return ResolvableType.forClassWithGenerics(List.class, String.class);
	}

	private static ResolvableType common(ResolvableType first, ResolvableType second) {
		if (!first.toString().equals(second.toString())) {
			throw new IllegalArgumentException(
					"the alternatives have different types, " + text(first) + " and " + text(second));
		}
		return first;
	}

	/**
	 * Whether the type is a text or a collection of texts.
	 */
	static boolean isTagType(ResolvableType type) {
		return isText(type) || (Collection.class.isAssignableFrom(type.resolve(Object.class))
				&& isText(type.as(Collection.class).getGeneric()));
	}

	private static boolean isText(ResolvableType type) {
		return type.resolve(Object.class) == String.class;
	}

	private static boolean isScalar(ResolvableType type) {
		Class<?> raw = raw(type);
		return raw == String.class || Number.class.isAssignableFrom(raw) || raw == Boolean.class
				|| raw == Character.class || raw.isEnum() || raw == UUID.class;
	}

	private static Class<?> raw(ResolvableType type) {
		return ClassUtils.resolvePrimitiveIfNecessary(type.resolve(Object.class));
	}

	/**
	 * A type in messages for the developer.
	 */
	static String text(ResolvableType type) {
		return (type.resolve() != null) ? type.toString() : Object.class.getName();
	}

}
