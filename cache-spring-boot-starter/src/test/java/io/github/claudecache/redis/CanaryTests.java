package io.github.claudecache.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.github.claudecache.Ticket;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.answer.Outcome;
import io.github.claudecache.json.JsonAnswerCodec;
import io.github.claudecache.key.Namespace;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.request.ClaudeRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * P18: what is in Redis cannot name a class that is then loaded. A canary tells when it
 * is initialised, and the class loader when it is asked for one.
 */
class CanaryTests {

	private static final int PAYLOADS = 1_000;

	private static final EntryRig RIG = new EntryRig();

	private static final Set<String> SUNG = ConcurrentHashMap.newKeySet();

	private final ClaudeRequest question = EntryRig.request(EntryRig.ACME, "May I return it? " + UUID.randomUUID());

	@BeforeEach
	void silence() {
		SUNG.clear();
	}

	@AfterAll
	static void close() {
		RIG.close();
	}

	@Test
	void noPayloadOnRedisLoadsAClass() {
		byte[] key = RIG.kept(this.question, "Within 30 days.");
		byte[] value = RIG.value(key);

		List<byte[]> payloads = payloads(value, "Canary");
		for (byte[] payload : payloads) {
			RIG.plant(key, payload);
			assertThat(RIG.cache.open(this.question)).isInstanceOfSatisfying(Ticket.class, Ticket::abandon);
		}

		assertThat(RIG.events.missed(MissReason.UNREADABLE)).isEqualTo(payloads.size());
		assertThat(SUNG).isEmpty();
	}

	@Test
	void theDecoderDoesNotEvenAskForOne() {
		RIG.keep(this.question, "Within 30 days.");
		byte[] value = RIG.value(RIG.key(this.question));
		EntryFields fields = new EntryFields(RIG.namespace, EntryRig.MAX_BYTES, EntryRig.MAX_BYTES);
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(new Listening(before));
		try {
			for (byte[] payload : payloads(value, "Canary")) {
				assertThatExceptionOfType(IllegalArgumentException.class)
					.isThrownBy(() -> fields.entry(List.of(payload, payload)));
				EntryCard.decode(payload);
			}
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
		assertThat(SUNG).isEmpty();
	}

	@Test
	void noAnswerLoadsAClassWhenItIsReadAsTheTypeThatIsExpected() {
		byte[] value = RIG.value(RIG.kept(this.question, "Within 30 days."));
		byte[] key = RIG.key(this.question);
		JsonAnswerCodec<Verdict> codec = JsonAnswerCodec.of(Verdict.class);
		int read = 0;
		for (String json : texts("Canary")) {
			RIG.plant(key, answered(value, json));
			ClaudeAnswer<Verdict> answer = RIG.cache.answer(this.question, codec,
					() -> ClaudeAnswer.complete(new Verdict(true, List.of())));
			assertThat(answer.provenance()).isNotNull();
			read += (answer.provenance().outcome() == Outcome.EXACT) ? 1 : 0;
		}
		// Some have the shape of a verdict: a list of whatever JSON has.
		assertThat(read).isPositive();
		assertThat(SUNG).isEmpty();
	}

	// The control: the same payloads make a careless reader load the canary.
	@Test
	void carelessReadersLoadTheCanary() throws Exception {
		try (ObjectInputStream input = new ObjectInputStream(
				new ByteArrayInputStream(serialised(ControlCanary.class.getName(), 0)))) {
			assertThat(input.readObject()).isInstanceOf(ControlCanary.class);
		}
		JsonMapper careless = JsonMapper.builder()
			.activateDefaultTypingAsProperty(
					BasicPolymorphicTypeValidator.builder().allowIfSubType(Object.class).build(),
					DefaultTyping.NON_FINAL, "@class")
			.build();
		assertThat(careless.readValue("{\"@class\":\"" + OtherCanary.class.getName() + "\"}", Object.class))
			.isInstanceOf(OtherCanary.class);

		assertThat(SUNG).contains(ControlCanary.class.getName(), OtherCanary.class.getName());
	}

	private static List<byte[]> payloads(byte[] value, String canary) {
		List<byte[]> payloads = new ArrayList<>();
		for (String text : texts(canary)) {
			payloads.add(EntryRig.bytes(text));
			payloads.add(EntryFrame.of(EntryRig.bytes(text), EntryRig.bytes("Within 30 days.")).bytes());
		}
		// In the place of each member of a record in turn.
		List<EntryRecord> members = List.of(EntryRecord.values());
		for (String text : texts(canary)) {
			for (int i = 0; i < 2; i++) {
				payloads.add(replaced(value, members.get(payloads.size() % members.size()), text));
			}
		}
		for (int flags = 0; flags < 16; flags++) {
			payloads.add(serialised(name(canary), flags));
		}
		assertThat(payloads.size()).isGreaterThan(PAYLOADS);
		return payloads;
	}

	private static byte[] replaced(byte[] value, EntryRecord member, String text) {
		String name = "\"" + member.text() + "\":";
		String record = EntryFrame.open(value).toString().replace(name, name + text + ",\"x\":");
		return EntryFrame.of(EntryRig.bytes(record), EntryRig.bytes("Within 30 days.")).bytes();
	}

	private static List<String> texts(String canary) {
		List<String> texts = new ArrayList<>();
		List<String> ids = List.of("@class", "@type", "@c", "class", "type", "$type", "_class", "javaClass", "@bean",
				"@id", "__type", "clazz");
		List<String> names = List.of(name(canary), "[L" + name(canary) + ";",
				"java.util.ArrayList<" + name(canary) + ">", name(canary).replace('.', '/'), "java.lang.ProcessBuilder",
				"com.sun.rowset.JdbcRowSetImpl", "javax.management.BadAttributeValueExpException");
		for (String id : ids) {
			for (String name : names) {
				texts.add("{\"" + id + "\":\"" + name + "\"}");
				texts.add("{\"" + id + "\":\"" + name + "\",\"yes\":true,\"because\":[]}");
				texts.add("{\"yes\":true,\"because\":[{\"" + id + "\":\"" + name + "\"}]}");
			}
		}
		for (String name : names) {
			texts.add("[\"" + name + "\",{}]");
			texts.add("{\"yes\":true,\"because\":[\"" + name + "\",{}]}");
			texts.add("{\"yes\":[\"" + name + "\",true],\"because\":[]}");
			texts.add("{\"v\":1,\"ns\":[\"" + name + "\",\"x\"]}");
			texts.add("!!" + name + " []");
			texts.add("<java><object class=\"" + name + "\"/></java>");
			texts.add("#!" + name);
		}
		return texts;
	}

	private static byte[] answered(byte[] value, String json) {
		EntryFrame frame = EntryFrame.open(value);
		byte[] body = EntryRig.bytes(json);
		String record = frame.toString()
			.replaceFirst("\"n\":[0-9]+", "\"n\":" + body.length)
			.replace("\"f\":\"TEXT\"", "\"f\":\"JSON\"");
		return EntryFrame.of(EntryRig.bytes(record), body).bytes();
	}

	// As an ObjectOutputStream would write an object without fields, without loading it.
	private static byte[] serialised(String name, int flags) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeInt(0xACED0005);
			out.writeByte(0x73);
			out.writeByte(0x72);
			out.writeUTF(name);
			out.writeLong(1);
			out.writeByte(2 | flags);
			out.writeShort(0);
			out.writeByte(0x78);
			out.writeByte(0x70);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static String name(String canary) {
		return CanaryTests.class.getName() + "$" + canary;
	}

	/**
	 * The answer that is expected: one place in it takes whatever JSON has.
	 *
	 * @param yes whether it may be returned
	 * @param because the reasons
	 */
	record Verdict(boolean yes, List<Object> because) {
	}

	/**
	 * Must never be initialised; the name is written as text only.
	 */
	static final class Canary implements Serializable {

		private static final long serialVersionUID = 1;

		static {
			SUNG.add(Canary.class.getName());
		}

	}

	/**
	 * Is initialised by a careless reader.
	 */
	static final class ControlCanary implements Serializable {

		private static final long serialVersionUID = 1;

		static {
			SUNG.add(ControlCanary.class.getName());
		}

	}

	/**
	 * Is initialised by another careless reader.
	 */
	static final class OtherCanary {

		static {
			SUNG.add(OtherCanary.class.getName());
		}

	}

	/**
	 * Remembers what it was asked for.
	 */
	private static final class Listening extends ClassLoader {

		Listening(ClassLoader parent) {
			super(parent);
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			SUNG.add(name);
			return super.loadClass(name, resolve);
		}

	}

}
