package io.github.claudecache.aop;

/**
 * Something that must give a tag is null or has a null in it.
 */
final class NullTagException extends RuntimeException {

	NullTagException(String name) {
		super("A tag needs '" + name + "', which is or has a null");
	}

}
