package io.github.claudecache.aop;

import java.util.Arrays;
import java.util.Collection;

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
		requirePresent(value.getValue(), name);
		return value;
	}

	/**
	 * Stops at a null, also at one in a collection: a projection would join it.
	 * @throws NullTagException if there is one
	 */
	static void requirePresent(@Nullable Object value, String name) {
		if (value == null) {
			throw new NullTagException(name);
		}
		if (value instanceof Collection<?> items) {
			items.forEach((item) -> requirePresent(item, name));
		}
		else if (value instanceof Object[] items) {
			Arrays.stream(items).forEach((item) -> requirePresent(item, name));
		}
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
