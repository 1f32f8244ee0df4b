package io.github.claudecache.aop;

/**
 * An expression that must give a tag gave null.
 */
final class NullTagException extends RuntimeException {

	NullTagException(String expression) {
		super("The tag expression '" + expression + "' gave null");
	}

}
