package io.github.claudecache.client.anthropic;

import java.io.ByteArrayOutputStream;
import java.util.function.BiConsumer;

/**
 * Takes the bytes of a stream of server-sent events and gives its events, each as soon as
 * its last byte is there.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">The
 * format</a>
 */
final class EventDecoder {

	private final BiConsumer<String, String> events;

	private final long maxBytes;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	private boolean afterReturn;

	private String name = "";

	private final StringBuilder data = new StringBuilder();

	private boolean hasData;

	EventDecoder(BiConsumer<String, String> events, long maxBytes) {
		this.events = events;
		this.maxBytes = maxBytes;
	}

	void accept(byte next) {
		boolean secondOfTwo = this.afterReturn && next == '\n';
		this.afterReturn = next == '\r';
		if (secondOfTwo) {
			return;
		}
		if (next == '\n' || next == '\r') {
			String text = Json.text(this.line.toByteArray());
			this.line.reset();
			line(text);
			return;
		}
		if (this.line.size() + this.data.length() >= this.maxBytes) {
			throw new TooLargeException();
		}
		this.line.write(next);
	}

	private void line(String text) {
		if (text.isEmpty()) {
			dispatch();
			return;
		}
		int colon = text.indexOf(':');
		String field = (colon < 0) ? text : text.substring(0, colon);
		String value = (colon < 0) ? "" : text.substring(colon + 1);
		if (value.startsWith(" ")) {
			value = value.substring(1);
		}
		if (field.equals("event")) {
			this.name = value;
		}
		else if (field.equals("data")) {
			this.data.append(this.hasData ? "\n" : "").append(value);
			this.hasData = true;
		}
	}

	private void dispatch() {
		String event = this.name;
		String content = this.data.toString();
		this.name = "";
		this.data.setLength(0);
		this.hasData = false;
		if (!event.isEmpty()) {
			this.events.accept(event, content);
		}
	}

}
