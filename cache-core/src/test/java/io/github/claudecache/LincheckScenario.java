package io.github.claudecache;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/**
 * Writes a scenario of Lincheck down by the names of its operations.
 */
public final class LincheckScenario {

	private LincheckScenario() {
	}

	/**
	 * A scenario.
	 * @param test the class whose operations have no parameters
	 * @param before the operations that come first, separated by spaces
	 * @param threads the operations of each thread, separated by spaces
	 * @return the scenario
	 */
	public static ExecutionScenario of(Class<?> test, String before, String... threads) {
		return new ExecutionScenario(actors(test, before),
				Arrays.stream(threads).map((thread) -> actors(test, thread)).toList(), List.of(), null);
	}

	private static List<Actor> actors(Class<?> test, String operations) {
		return Arrays.stream(operations.split(" "))
			.filter((operation) -> !operation.isEmpty())
			.map((operation) -> new Actor(method(test, operation), List.of(), false, false, false, false, false))
			.toList();
	}

	private static Method method(Class<?> test, String operation) {
		try {
			return test.getMethod(operation);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
