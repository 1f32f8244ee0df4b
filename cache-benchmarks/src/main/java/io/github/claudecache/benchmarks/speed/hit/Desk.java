package io.github.claudecache.benchmarks.speed.hit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for Claude behind an annotated method. It knows an answer while it is being
 * stored; later a call that gets here is a miss, which a measurement of hits must not
 * have.
 */
final class Desk {

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	void expect(Exchange exchange) {
		this.answers.put(exchange.question(), exchange.answer());
	}

	void forget(Exchange exchange) {
		this.answers.remove(exchange.question());
	}

	String answer(String question) {
		String answer = this.answers.get(question);
		if (answer == null) {
			throw new IllegalStateException("It was not a hit: the method was called for '" + question + "'");
		}
		return answer;
	}

}
