package io.github.claudecache.json;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.AnswerComparer;
import io.github.claudecache.reason.AuditVerdict;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares answers that are JSON by their structure, and lets another comparer decide
 * about texts: about whole answers that are text, and about sentences in JSON, which may
 * be worded differently. Other fields, numbers, truth values, words, and arrays of
 * another length are a difference. Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class JsonAnswerComparer implements AnswerComparer {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final AnswerComparer texts;

	private final List<ResponseCodec> responses;

	/**
	 * Creates a comparer.
	 * @param texts compares texts
	 * @param responses know what the responses of client libraries say
	 */
	public JsonAnswerComparer(AnswerComparer texts, List<ResponseCodec> responses) {
		this.texts = texts;
		this.responses = List.copyOf(responses);
	}

	@Override
	public CompletionStage<AuditVerdict> compare(Answers given) {
		Answers answers = new Answers(given.question(), said(given.served()), said(given.fresh()));
		if (answers.served().format() != Payload.Format.JSON || answers.fresh().format() != Payload.Format.JSON) {
			return this.texts.compare(answers);
		}
		JsonNode served;
		JsonNode fresh;
		try {
			served = MAPPER.readTree(answers.served().body());
			fresh = MAPPER.readTree(answers.fresh().body());
		}
		catch (JacksonException ex) {
			return CompletableFuture.completedFuture(AuditVerdict.UNDECIDED);
		}
		List<Answers> sentences = new ArrayList<>();
		if (!alike(answers, served, fresh, sentences)) {
			return CompletableFuture.completedFuture(AuditVerdict.DIFFERENT);
		}
		CompletionStage<AuditVerdict> verdict = CompletableFuture.completedFuture(AuditVerdict.SAME);
		for (Answers sentence : sentences) {
			verdict = verdict.thenCombine(this.texts.compare(sentence), JsonAnswerComparer::worse);
		}
		return verdict;
	}

	// Without where a stream was cut, and without the numbers that every response has
	// anew.
	private Payload said(Payload payload) {
		return this.responses.stream()
			.flatMap((codec) -> codec.said(payload).stream())
			.findFirst()
			.orElseGet(() -> TextPieces.said(payload));
	}

	// Whether nothing but sentences may differ.
	private static boolean alike(Answers answers, JsonNode served, JsonNode fresh, List<Answers> sentences) {
		if (served.equals(fresh)) {
			return true;
		}
		if (served.isNumber() && fresh.isNumber()) {
			return served.decimalValue().compareTo(fresh.decimalValue()) == 0;
		}
		if (served.isString() && fresh.isString() && sentence(served) && sentence(fresh)) {
			sentences.add(new Answers(answers.question(), Payload.text(served.stringValue()),
					Payload.text(fresh.stringValue())));
			return true;
		}
		if (served.isObject() && fresh.isObject()) {
			return served.propertyNames().equals(fresh.propertyNames()) && served.propertyNames()
				.stream()
				.allMatch((name) -> alike(answers, served.get(name), fresh.get(name), sentences));
		}
		if (served.isArray() && fresh.isArray() && served.size() == fresh.size()) {
			for (int i = 0; i < served.size(); i++) {
				if (!alike(answers, served.get(i), fresh.get(i), sentences)) {
					return false;
				}
			}
			return true;
		}
		return false;
	}

	private static boolean sentence(JsonNode text) {
		return text.stringValue().strip().indexOf(' ') > 0;
	}

	private static AuditVerdict worse(AuditVerdict one, AuditVerdict other) {
		if (one == AuditVerdict.DIFFERENT || other == AuditVerdict.DIFFERENT) {
			return AuditVerdict.DIFFERENT;
		}
		return (one == AuditVerdict.UNDECIDED) ? one : other;
	}

}
