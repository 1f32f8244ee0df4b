package io.github.claudecache.store;

import java.util.List;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.request.ClaudeRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listing of tags is bounded, so the tag that each entry has for itself must not crowd
 * out the tags that mean something.
 */
class TagListingTests {

	private static final TenantId ACME = new TenantId("acme");

	@Test
	void tagsOfSingleEntriesDoNotCrowdOutTheOthers() {
		InMemoryAnswerStore store = new InMemoryAnswerStore();
		ClaudeCache cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).store(store).build();
		for (int i = 0; i < 20; i++) {
			cache.answer(ClaudeRequest.builder("faq", ACME).message("q" + i).tags("policy:" + i).build(),
					() -> ClaudeAnswer.complete("a"));
		}
		List<TagCount> listed = store.tags(ACME, 21).toCompletableFuture().join();
		assertThat(listed).hasSize(21).first().isEqualTo(new TagCount(new Tag("cache:faq"), 20));
		assertThat(listed.subList(1, 21)).allSatisfy((count) -> {
			assertThat(count.tag().value()).startsWith("policy:");
			assertThat(count.entries()).isOne();
		});
	}

	@Test
	void aTagThatOnlyLooksLikeThatOfAnEntryIsListed() {
		InMemoryAnswerStore store = new InMemoryAnswerStore();
		ClaudeCache cache = ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).store(store).build();
		cache.answer(ClaudeRequest.builder("faq", ACME).message("q").tags("entry:my-own").build(),
				() -> ClaudeAnswer.complete("a"));
		assertThat(store.tags(ACME, 10).toCompletableFuture().join()).extracting((count) -> count.tag().value())
			.containsExactlyInAnyOrder("cache:faq", "entry:my-own");
	}

}
