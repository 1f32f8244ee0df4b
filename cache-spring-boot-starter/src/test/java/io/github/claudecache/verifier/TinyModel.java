package io.github.claudecache.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A model in ONNX, written byte by byte: its logits are the last token's number less a
 * limit, and, with two of them, zero before it. The fields are those of
 * {@code onnx.proto3}.
 */
final class TinyModel {

	private static final int FLOAT = 1;

	private static final int INT64 = 7;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	/**
	 * A model whose logit is the sum of all token numbers less a limit.
	 * @param input the name of its input
	 * @param outputs how many logits it has, 1 or 2
	 */
	static byte[] of(String input, float limit, int outputs) {
		// sum = ReduceSum(Cast(input)); logit = sum - limit; [0 logit] with two.
		TinyModel graph = new TinyModel();
		graph.message(1, node("Cast", List.of(input), "number").message(5, attribute("to", FLOAT)));
		graph.message(1, node("ReduceSum", List.of("number", "axes"), "sum"));
		graph.message(1, node("Sub", List.of("sum", "limit"), (outputs == 1) ? "logits" : "logit"));
		if (outputs == 2) {
			graph.message(1, node("Concat", List.of("zero", "logit"), "logits").message(5, attribute("axis", 1)));
		}
		graph.text(2, "tiny");
		graph.message(5, tensor("axes", INT64, List.of(1L), 1));
		graph.message(5, tensor("limit", FLOAT, List.of((long) Float.floatToIntBits(limit)), 2));
		graph.message(5, tensor("zero", FLOAT, List.of((long) Float.floatToIntBits(0)), 2));
		graph.message(11, value(input, INT64, 0));
		graph.message(12, value("logits", FLOAT, outputs));
		TinyModel model = new TinyModel();
		model.number(1, 8);
		model.message(8, new TinyModel().text(1, "").number(2, 13));
		model.message(7, graph);
		return model.bytes.toByteArray();
	}

	private static TinyModel node(String operator, List<String> inputs, String output) {
		TinyModel node = new TinyModel();
		inputs.forEach((input) -> node.text(1, input));
		return node.text(2, output).text(4, operator);
	}

	private static TinyModel attribute(String name, long value) {
		return new TinyModel().text(1, name).number(3, value).number(20, 2);
	}

	// dims, data_type, int64_data or float_data, name
	private static TinyModel tensor(String name, int type, List<Long> values, int dimensions) {
		TinyModel tensor = new TinyModel();
		for (int i = 0; i < dimensions; i++) {
			tensor.number(1, 1);
		}
		tensor.number(2, type);
		for (long value : values) {
			if (type == INT64) {
				tensor.number(7, value);
			}
			else {
				tensor.fixed(4, (int) value);
			}
		}
		return tensor.text(8, name);
	}

	private static TinyModel value(String name, int type, int columns) {
		TinyModel second = (columns == 0) ? new TinyModel().text(2, "length") : new TinyModel().number(1, columns);
		TinyModel shape = new TinyModel().message(1, new TinyModel().number(1, 1)).message(1, second);
		return new TinyModel().text(1, name)
			.message(2, new TinyModel().message(1, new TinyModel().number(1, type).message(2, shape)));
	}

	private TinyModel number(int field, long value) {
		varint(field << 3);
		varint(value);
		return this;
	}

	private TinyModel fixed(int field, int value) {
		varint(field << 3 | 5);
		for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
			this.bytes.write(value >> shift);
		}
		return this;
	}

	private TinyModel text(int field, String text) {
		return block(field, text.getBytes(StandardCharsets.UTF_8));
	}

	private TinyModel message(int field, TinyModel message) {
		return block(field, message.bytes.toByteArray());
	}

	private TinyModel block(int field, byte[] content) {
		varint(field << 3 | 2);
		varint(content.length);
		this.bytes.writeBytes(content);
		return this;
	}

	private void varint(long value) {
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			this.bytes.write((int) (rest & 0x7F | 0x80));
			rest >>>= 7;
		}
		this.bytes.write((int) rest);
	}

}
