package io.github.claudecache.sample.web;

/**
 * Something is wrong with a request; the message tells the client what to change.
 */
class BadInputException extends RuntimeException {

	BadInputException(String message) {
		super(message);
	}

}
