package io.github.claudecache.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP client that sends a request target exactly as it is given: no encoding, no
 * normalising, no objection. HTTP/1.0, so that answers are not chunked.
 */
final class RawHttp {

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final int TIMEOUT_MILLIS = 30_000;

	private final int port;

	private final String authorization;

	RawHttp(int port) {
		this(port, "");
	}

	private RawHttp(int port, String authorization) {
		this.port = port;
		this.authorization = authorization;
	}

	RawHttp as(String user, String password) {
		String credentials = Base64.getEncoder()
			.encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
		return new RawHttp(this.port, "Authorization: Basic " + credentials + "\r\n");
	}

	Answer get(String target) {
		return send("GET", target, "application/json", "");
	}

	Answer delete(String target) {
		return send("DELETE", target, "application/json", "");
	}

	Answer post(String target, String json) {
		return send("POST", target, "application/json", json);
	}

	Answer send(String method, String target, String contentType, String body) {
		byte[] content = body.getBytes(StandardCharsets.UTF_8);
		String head = method + " " + target + " HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\n"
				+ this.authorization
				+ ((content.length > 0)
						? "Content-Type: " + contentType + "\r\nContent-Length: " + content.length + "\r\n" : "")
				+ "\r\n";
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
			socket.getOutputStream().write(content);
			socket.getOutputStream().flush();
			return Answer.parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * An answer.
	 *
	 * @param status the status
	 * @param head the status line and the headers
	 * @param body the body
	 */
	record Answer(int status, String head, String body) {

		static Answer parse(String response) {
			int end = response.indexOf("\r\n\r\n");
			String head = (end >= 0) ? response.substring(0, end) : response;
			String body = (end >= 0) ? response.substring(end + 4) : "";
			return new Answer(Integer.parseInt(head.split(" ", 3)[1]), head, body);
		}

		JsonNode json() {
			return MAPPER.readTree(this.body);
		}

		boolean problem() {
			return this.head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json");
		}

	}

}
