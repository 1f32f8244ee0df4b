package io.github.claudecache.testsupport.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Logs the display name of each invocation of a parameterized test class. Reports of
 * builds number the invocations and leave their names out; the log tells which server
 * {@code SomeTests[2]} was. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class ServerInReport implements BeforeClassTemplateInvocationCallback {

	private static final Logger logger = System.getLogger(ServerInReport.class.getName());

	/**
	 * Creates the extension.
	 */
	public ServerInReport() {
	}

	@Override
	public void beforeClassTemplateInvocation(ExtensionContext context) {
		logger.log(Level.INFO, context.getDisplayName());
	}

}
