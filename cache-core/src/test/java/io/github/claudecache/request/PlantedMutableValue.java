package io.github.claudecache.request;

/**
 * A fault for the architecture tests to find: a value that can change after its key was
 * made.
 */
final class PlantedMutableValue {

	private String text = "";

	String text() {
		return this.text;
	}

	void text(String text) {
		this.text = text;
	}

}
