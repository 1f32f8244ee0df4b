package io.github.claudecache.architecture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.util.Random;

/**
 * One fault for each rule about code, for the architecture tests to find.
 */
final class PlantedFaults {

	synchronized Instant now() {
		return Instant.now();
	}

	String inTheDefaultLocale(String text) {
		return text.toLowerCase();
	}

	byte[] inTheDefaultEncoding(String text) {
		return text.getBytes();
	}

	int guessable() {
		return new Random().nextInt();
	}

	Object deserialized(byte[] bytes) throws IOException, ClassNotFoundException {
		return new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject();
	}

	/**
	 * Named after nothing that it does.
	 */
	static final class PlantedImpl {

	}

}
