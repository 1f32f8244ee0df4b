package io.github.claudecache.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import io.github.claudecache.semantic.AnswerVerifier;
import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A cross-encoder that a user brings, on a tiny model that is made here: it says yes
 * where the numbers of the tokens sum up to more than ten.
 */
class OnnxCrossEncoderTests {

	private static final String TOKENIZER = """
			{"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,
			"pre_tokenizer":{"type":"Whitespace"},
			"post_processor":{"type":"TemplateProcessing",
			"single":[{"Sequence":{"id":"A","type_id":0}}],
			"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],"special_tokens":{}},
			"decoder":null,
			"model":{"type":"WordLevel","vocab":{"[UNK]":0,"one":1,"five":5,"nine":9},"unk_token":"[UNK]"}}
			""";

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void itSaysWhatTheModelSays(int outputs) throws IOException {
		try (OnnxCrossEncoder encoder = load("input_ids", outputs)) {
			assertThat(verdict(encoder, "nine", "five")).isTrue();
			assertThat(verdict(encoder, "one", "five")).isFalse();
		}
	}

	@Test
	void aPairOfTooManyTokensIsANo() throws IOException {
		try (OnnxCrossEncoder encoder = load("input_ids", 1)) {
			assertThat(verdict(encoder, "nine nine nine nine", "nine nine nine nine")).isTrue();
			assertThat(verdict(encoder, "nine nine nine nine nine", "nine nine nine nine")).isFalse();
		}
	}

	@Test
	void manyMayAskAtOnceAndNobodyAfterTheEnd() throws IOException {
		OnnxCrossEncoder encoder = load("input_ids", 1);
		List<Boolean> verdicts = IntStream.range(0, 40)
			.mapToObj((i) -> encoder.verify(candidate("five", (i % 2 == 0) ? "nine" : "one")))
			.toList()
			.stream()
			.map(Eventually::get)
			.toList();
		assertThat(verdicts).containsExactlyElementsOf(IntStream.range(0, 40).mapToObj((i) -> i % 2 == 0).toList());
		encoder.close();
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> Eventually.get(encoder.verify(candidate("nine", "five"))));
	}

	@Test
	void filesThatCannotBeUsedAreNamed() throws IOException {
		Path tokenizer = file("tokenizer.json", TOKENIZER.getBytes());
		Path model = file("model.onnx", TinyModel.of("input_ids", 10, 1));
		assertRefused(this.folder.resolve("nothing.onnx"), tokenizer, "nothing.onnx' is not a file");
		assertRefused(model, this.folder, "is not a file");
		assertRefused(file("text.onnx", "text".getBytes()), tokenizer, "text.onnx' is not a model in ONNX");
		assertRefused(model, file("bad.json", "{}".getBytes()), "bad.json' is not a tokenizer.json");
		assertRefused(file("other.onnx", TinyModel.of("pixels", 10, 1)), tokenizer,
				"has the inputs [pixels] instead of input_ids");
		assertThatIllegalArgumentException().isThrownBy(() -> OnnxCrossEncoder.load(model, tokenizer, 2, 8))
			.withMessageContaining("from 0 to 1");
	}

	private static void assertRefused(Path model, Path tokenizer, String why) {
		assertThatIllegalArgumentException().isThrownBy(() -> OnnxCrossEncoder.load(model, tokenizer, 0.5, 8))
			.withMessageContaining(why);
	}

	private OnnxCrossEncoder load(String input, int outputs) throws IOException {
		return OnnxCrossEncoder.load(file("model.onnx", TinyModel.of(input, 10, outputs)),
				file("tokenizer.json", TOKENIZER.getBytes()), 0.5, 8);
	}

	private Path file(String name, byte[] content) throws IOException {
		return Files.write(this.folder.resolve(name), content);
	}

	private static boolean verdict(OnnxCrossEncoder encoder, String cached, String asked) {
		return Eventually.get(encoder.verify(candidate(cached, asked)));
	}

	private static AnswerVerifier.Candidate candidate(String cached, String asked) {
		return new AnswerVerifier.Candidate(cached, asked, "the answer");
	}

}
