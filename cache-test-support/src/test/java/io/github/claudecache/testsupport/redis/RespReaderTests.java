package io.github.claudecache.testsupport.redis;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RespReaderTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			+OK|,                                       OK
			:-17|,                                      -17
			$0||,                                       ""
			$5|a\\rb\\nc|,                              a\\rb\\nc
			$-1|,                                       (null)
			*-1|,                                       (null)
			_|,                                         (null)
			",3.14|",                                   3.14
			#t|,                                        t
			(3492890328409238509324850943850943825|,    3492890328409238509324850943850943825
			=7|txt:abc|,                                abc
			*0|,                                        []
			"*3|+a|*2|:1|$-1|$1|b|",                    "[a, [1, (null)], b]"
			"%2|+a|:1|+b|*1|:2|",                       "[a, 1, b, [2]]"
			"~2|+a|+b|",                                "[a, b]"
			"|1|+ttl|:3600|$3|old|",                    old
			"*2|-ERR no|!7|BAD yes|",                   "[ERR no, BAD yes]"
			""")
	void replyIsReadToItsEndAndKeptByteForByte(String written, String expected) throws IOException {
		// The bar stands for the end of a line, which CSV cannot hold.
		byte[] reply = bytes(written);
		byte[] two = (new String(reply, StandardCharsets.UTF_8) + "+next\r\n").getBytes(StandardCharsets.UTF_8);
		RespReader reader = new RespReader(new ByteArrayInputStream(two));

		RespReader.Frame frame = reader.next();

		assertThat(frame).isNotNull();
		assertThat(frame.bytes()).isEqualTo(reply);
		assertThat(frame.reply()).hasToString(expected.replace("\\r", "\r").replace("\\n", "\n"));
		assertThat(reader.next()).isNotNull().extracting((next) -> next.reply().text()).isEqualTo("next");
		assertThat(reader.next()).isNull();
	}

	@Test
	void bytesThatAreNoTextAreKept() throws IOException {
		byte[] reply = { '$', '3', '\r', '\n', (byte) 0xff, '\n', (byte) 0xc3, '\r', '\n' };

		RespReader.Frame frame = new RespReader(new ByteArrayInputStream(reply)).next();

		assertThat(frame).isNotNull();
		assertThat(frame.bytes()).isEqualTo(reply);
	}

	@Test
	void whatTheServerSendsUnaskedIsToldApart() throws IOException {
		RespReader reader = new RespReader(new ByteArrayInputStream(bytes(">2|+invalidate|+key|+OK|")));

		assertThat(reader.next()).isNotNull().matches(RespReader.Frame::push);
		assertThat(reader.next()).isNotNull().matches((frame) -> !frame.push());
	}

	@ParameterizedTest
	@ValueSource(strings = { "+O", "$5|ab", "$2|ab", "*2|+a|", "%1|+a|", "|1|+a|+b|" })
	void streamThatEndsWithinAReplyIsAnError(String written) {
		RespReader reader = new RespReader(new ByteArrayInputStream(bytes(written)));

		assertThatExceptionOfType(EOFException.class).isThrownBy(reader::next);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK|", "$x|", "*1.5|", "+a\rb|" })
	void whatIsNoReplyIsAnError(String written) {
		RespReader reader = new RespReader(new ByteArrayInputStream(bytes(written)));

		assertThatExceptionOfType(StreamCorruptedException.class).isThrownBy(reader::next);
	}

	// A bar at the very beginning is the type of attributes.
	private static byte[] bytes(String written) {
		String rest = written.substring(1).replace("|", "\r\n").replace("\\r", "\r").replace("\\n", "\n");
		return (written.charAt(0) + rest).getBytes(StandardCharsets.UTF_8);
	}

}
