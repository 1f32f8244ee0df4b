package io.github.claudecache.request;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.claudecache.identity.TenantId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CacheDefinitionTests {

	private static final List<ToolDefinition> TOOLS = List.of(new ToolDefinition("t", FactorValue.of("1")));

	private static final CacheDefinition FULL = new CacheDefinition("faq", "static", CacheMode.SERVE, "7", "model",
			FactorValue.of("system"), TOOLS, Semantic.OFF);

	@ParameterizedTest
	@ValueSource(strings = { "faq", "a", "A.b_c-9" })
	void aNameFitsInAPath(String name) {
		assertThat(CacheDefinition.of(name, "static").name()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a/b", "a:b", "a\n", "\u00E4", "{a}", "*" })
	void nothingElseIsAName(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> CacheDefinition.of(name, "static"));
		assertThatIllegalArgumentException().isThrownBy(() -> CacheDefinition.of("a".repeat(65), "static"));
	}

	@Test
	void aCacheNeedsAVolatilityClass() {
		assertThatIllegalArgumentException().isThrownBy(() -> CacheDefinition.of("faq", " "))
			.withMessageContaining("'faq'");
	}

	@Test
	void whatTheRequestLeavesOpenIsFilledIn() {
		ClaudeRequest bare = ClaudeRequest.builder("faq", TenantId.DEFAULT).build();
		ClaudeRequest filled = FULL.applyTo(bare);
		assertThat(filled.model()).isEqualTo("model");
		assertThat(filled.system()).isEqualTo(FactorValue.of("system"));
		assertThat(filled.tools()).isEqualTo(TOOLS);
		assertThat(CacheDefinition.of("faq", "static").applyTo(bare)).isSameAs(bare);
	}

	@Test
	void whatTheRequestSaysWinsEvenWhenItIsEmpty() {
		ClaudeRequest own = ClaudeRequest.builder("faq", TenantId.DEFAULT)
			.model("")
			.system("")
			.tools(List.of())
			.build();
		assertThat(FULL.applyTo(own)).isSameAs(own);
	}

	@Test
	void laterChangesOfTheToolsDoNotReachADefinition() {
		List<ToolDefinition> tools = new ArrayList<>(TOOLS);
		CacheDefinition definition = new CacheDefinition("faq", "static", CacheMode.SERVE, null, null, null, tools,
				Semantic.OFF);
		tools.clear();
		assertThat(definition.tools()).isEqualTo(TOOLS);
	}

}
