package io.github.claudecache.json;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.claudecache.answer.Payload;
import io.github.claudecache.audit.AnswerComparer;
import io.github.claudecache.client.anthropic.SdkResponses;
import io.github.claudecache.client.langchain4j.LangChain4jResponses;
import io.github.claudecache.client.springai.SpringAiResponses;
import io.github.claudecache.reason.AuditVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * JSON is compared by its structure; sentences in it may be worded differently.
 */
class JsonAnswerComparerTests {

	private final AnswerComparer comparer = new JsonAnswerComparer((answers) -> {
		boolean same = answers.served().body().substring(0, 3).equals(answers.fresh().body().substring(0, 3));
		boolean unclear = answers.fresh().body().endsWith("?");
		return CompletableFuture
			.completedFuture(unclear ? AuditVerdict.UNDECIDED : same ? AuditVerdict.SAME : AuditVerdict.DIFFERENT);
	}, List.of(new SdkResponses(), new SpringAiResponses(), new LangChain4jResponses()));

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			{"a":1,"b":[true,null]}          | {"b":[true,null],"a":1}          | SAME
			{"a":1}                          | {"a":1.0}                        | SAME
			{"a":1}                          | {"a":2}                          | DIFFERENT
			{"a":true}                       | {"a":false}                      | DIFFERENT
			{"a":1}                          | {"b":1}                          | DIFFERENT
			{"a":1}                          | {"a":1,"b":1}                    | DIFFERENT
			{"a":[1,2]}                      | {"a":[2,1]}                      | DIFFERENT
			{"a":[1]}                        | {"a":[1,1]}                      | DIFFERENT
			{"a":"yes"}                      | {"a":"no"}                       | DIFFERENT
			{"a":"Yes you may"}              | {"a":"Yes, of course"}           | SAME
			{"a":"Yes you may"}              | {"a":"No you may not"}           | DIFFERENT
			{"a":"Yes you may"}              | {"a":"Yes you may?"}             | UNDECIDED
			{"a":"Yes you may","b":"It is"}  | {"a":"Yes you may?","b":"No, it"}| DIFFERENT
			{"a":"Yes you may","b":1}        | {"a":"Yes you can","b":2}        | DIFFERENT
			{"a":1}                          | {"a":"1"}                        | DIFFERENT
			{"a":                            | {"a":1}                          | UNDECIDED
			""")
	void structureDecides(String served, String fresh, AuditVerdict expected) {
		assertThat(compare(Payload.json(served), Payload.json(fresh))).isEqualTo(expected);
	}

	@Test
	void textIsLeftToTheOtherComparer() {
		assertThat(compare(Payload.text("Yes you may"), Payload.text("Yes, of course"))).isEqualTo(AuditVerdict.SAME);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{"claude-cache:pieces":["Yes y","ou may"]} | {"claude-cache:pieces":["Y","es, of"," course"]} | SAME
					{"claude-cache:pieces":["Yes y","ou may"]} | {"claude-cache:pieces":["Not"]}                   | DIFFERENT
					{"type":"message","id":"1","content":[{"type":"text","text":"Yes you may"}]} | {"type":"message","id":"2","content":[{"type":"text","text":"Yes, "},{"type":"text","text":"of course"}]} | SAME
					{"type":"message","id":"1","content":[{"type":"text","text":"Yes you may"}]} | {"type":"message","id":"2","content":[{"type":"text","text":"Not"}]} | DIFFERENT
					{"type":"message","id":"1","content":[{"type":"tool_use"}]} | {"type":"message","id":"2","content":[{"type":"tool_use"}]} | DIFFERENT
					[{"type":"message_start","message":{"id":"1"}},{"type":"content_block_start","content_block":{"type":"text","text":""}},{"type":"content_block_delta","delta":{"type":"text_delta","text":"Yes you"}},{"type":"content_block_delta","delta":{"type":"text_delta","text":" may"}},{"type":"message_stop"}] | [{"type":"message_start","message":{"id":"2"}},{"type":"content_block_start","content_block":{"type":"text","text":"Yes"}},{"type":"message_stop"}] | SAME
					[{"type":"message_start","message":{"id":"1"}},{"type":"content_block_start","content_block":{"type":"tool_use"}}] | [{"type":"message_start","message":{"id":"2"}},{"type":"content_block_start","content_block":{"type":"tool_use"}}] | DIFFERENT
					["Yes y","ou may"] | ["Y","es you may"] | DIFFERENT
					{"format":1,"request":"","message":{"type":"message","id":"1","content":[{"type":"text","text":"Yes you may"}]}} | {"format":1,"request":"","events":[{"type":"message_start","message":{"type":"message","id":"2","content":[]}},{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Yes"}},{"type":"content_block_stop","index":0},{"type":"message_stop"}]} | SAME
					{"format":1,"request":"","message":{"type":"message","id":"1","content":[{"type":"text","text":"Yes you may"}]}} | {"format":1,"request":"","message":{"type":"message","id":"1","content":[{"type":"text","text":"Not"}]}} | DIFFERENT
					{"format":1,"streamed":false,"responses":[{"id":"1","generations":[{"text":"Yes you may","finish":"end_turn"}]}]} | {"format":1,"streamed":true,"responses":["Yes"," you",{"id":"2","generations":[{"text":"","finish":"end_turn"}]}]} | SAME
					{"id":"1","generations":[{"text":"Yes you may","finish":"end_turn"}]} | {"id":"2","generations":[{"text":"Yes","finish":"stop_sequence"}]} | SAME
					["Yes y","ou may",{"id":"1","generations":[{"text":"","finish":"end_turn"}]}] | ["Yes",{"id":"2","generations":[{"text":" you","finish":"end_turn"}]}] | SAME
					["Yes y","ou may",{"id":"1","generations":[{"text":"","finish":"end_turn"}]}] | ["No","ou may",{"id":"1","generations":[{"text":"","finish":"end_turn"}]}] | DIFFERENT
					[{"generations":[{"text":"Yes y"}]},{"generations":[{"text":"ou may"}]}] | [{"generations":[{"text":"Yes you may"}]}] | DIFFERENT
					{"format":1,"request":"","text":"Yes you may","metadata":"plain","id":"1","finish":"STOP"} | {"format":1,"request":"","text":"Yes","metadata":"plain","id":"2","finish":"STOP","stop":"END_TURN"} | SAME
					{"format":1,"request":"","text":"Yes","metadata":"plain","id":"1","finish":"STOP"} | {"format":1,"request":"","text":"Not","metadata":"plain","id":"1","finish":"STOP"} | DIFFERENT
					""")
	void whatIsSaidDecidesNotHowItIsCutOrNumbered(String served, String fresh, AuditVerdict expected) {
		assertThat(compare(Payload.json(served), Payload.json(fresh))).isEqualTo(expected);
	}

	private AuditVerdict compare(Payload served, Payload fresh) {
		return this.comparer.compare(new AnswerComparer.Answers("May I?", served, fresh)).toCompletableFuture().join();
	}

}
