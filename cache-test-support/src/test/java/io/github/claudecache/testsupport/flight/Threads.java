package io.github.claudecache.testsupport.flight;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * The kinds of thread that this Java has.
 */
enum Threads implements ThreadFactory {

	PLATFORM {
		@Override
		public Thread newThread(Runnable task) {
			Thread thread = new Thread(null, task, "caller", STACK_BYTES);
			thread.setDaemon(true);
			return thread;
		}
	},

	// Only reachable by name: the tests are compiled for Java 17.
	VIRTUAL {
		@Override
		public Thread newThread(Runnable task) {
			try {
				Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
				Class<?> type = Class.forName("java.lang.Thread$Builder");
				return (Thread) type.getMethod("unstarted", Runnable.class).invoke(builder, task);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}
	};

	// Ten thousand platform threads must fit into the memory of a small machine.
	private static final long STACK_BYTES = 128 * 1024;

	static List<Threads> available() {
		List<Threads> available = new ArrayList<>(List.of(PLATFORM));
		if (Runtime.version().feature() >= 21) {
			available.add(VIRTUAL);
		}
		return available;
	}

}
