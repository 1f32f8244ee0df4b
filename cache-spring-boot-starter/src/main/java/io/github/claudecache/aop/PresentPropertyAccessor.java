package io.github.claudecache.aop;

import org.jspecify.annotations.Nullable;

import org.springframework.expression.AccessException;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.TypedValue;
import org.springframework.expression.spel.support.DataBindingPropertyAccessor;

/**
 * Reads properties and accessors of records, writes nothing, and stops at the first
 * property that is null: joined to a text it would become the text {@code null}.
 */
final class PresentPropertyAccessor implements PropertyAccessor {

	private final DataBindingPropertyAccessor properties = DataBindingPropertyAccessor.forReadOnlyAccess();

	@Override
	public Class<?> @Nullable [] getSpecificTargetClasses() {
		return null;
	}

	@Override
	public boolean canRead(EvaluationContext context, @Nullable Object target, String name) throws AccessException {
		return this.properties.canRead(context, target, name);
	}

	@Override
	public TypedValue read(EvaluationContext context, @Nullable Object target, String name) throws AccessException {
		TypedValue value = this.properties.read(context, target, name);
		if (value.getValue() == null) {
			throw new NullTagException(name);
		}
		return value;
	}

	@Override
	public boolean canWrite(EvaluationContext context, @Nullable Object target, String name) {
		return false;
	}

	@Override
	public void write(EvaluationContext context, @Nullable Object target, String name, @Nullable Object value)
			throws AccessException {
		throw new AccessException("Properties are read only");
	}

}
