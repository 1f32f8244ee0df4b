package io.github.claudecache.answer;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.claudecache.identity.Tag;
import io.github.claudecache.reason.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way through the cache. Going in, it carries what Claude said besides
 * the value; coming out, it also says where it came from.
 *
 * @param <T> the type of the value
 * @param value the answer itself
 * @param stopReason why Claude stopped
 * @param model the model that answered
 * @param usage the tokens that it cost when it was computed
 * @param lateTags what the answer turned out to depend on while it was computed, besides
 * the tags of the request; only looked at on the way in
 * @param serverToolsUsed whether Claude used tools that run on its side (web search, code
 * execution, MCP), whose results the key cannot know; only looked at on the way in
 * @param refusal why it must not be kept, on the word of whoever computed it;
 * {@code null} if the cache decides; only looked at on the way in
 * @param provenance where it came from; {@code null} until it has been through the cache
 * @since 0.1.0
 */
public record ClaudeAnswer<T>(T value, StopReason stopReason, @Nullable String model, Usage usage, Set<Tag> lateTags,
		boolean serverToolsUsed, @Nullable RefusalReason refusal, @Nullable Provenance provenance) {

	/**
	 * Creates an answer.
	 */
	public ClaudeAnswer {
		lateTags = Set.copyOf(lateTags);
	}

	/**
	 * An answer as it came from Claude.
	 * @param <T> the type of the value
	 * @param value the answer itself
	 * @param stopReason why Claude stopped
	 * @param model the model that answered
	 * @param usage the tokens that it cost
	 * @return the answer, without a provenance
	 */
	public static <T> ClaudeAnswer<T> of(T value, StopReason stopReason, @Nullable String model, Usage usage) {
		return new ClaudeAnswer<>(value, stopReason, model, usage, Set.of(), false, null, null);
	}

	/**
	 * A complete answer of which nothing else is known.
	 * @param <T> the type of the value
	 * @param value the answer itself
	 * @return the answer, with {@link StopReason#END_TURN} and no usage
	 */
	public static <T> ClaudeAnswer<T> complete(T value) {
		return of(value, StopReason.END_TURN, null, Usage.NONE);
	}

	/**
	 * The same answer with tags that became known while it was computed.
	 * @param tags what it depends on
	 * @return the answer
	 * @throws IllegalArgumentException if a text is not a valid tag
	 */
	public ClaudeAnswer<T> tagged(String... tags) {
		return new ClaudeAnswer<>(this.value, this.stopReason, this.model, this.usage,
				Arrays.stream(tags).map(Tag::new).collect(Collectors.toSet()), this.serverToolsUsed, this.refusal,
				this.provenance);
	}

	/**
	 * The same answer, for which Claude used tools that run on its side. By default such
	 * answers are not kept.
	 * @return the answer
	 */
	public ClaudeAnswer<T> usingServerTools() {
		return new ClaudeAnswer<>(this.value, this.stopReason, this.model, this.usage, this.lateTags, true,
				this.refusal, this.provenance);
	}

	/**
	 * The same answer, which must not be kept, nor given to others who ask the same at
	 * the same time.
	 * @param reason why
	 * @return the answer
	 */
	public ClaudeAnswer<T> refused(RefusalReason reason) {
		return new ClaudeAnswer<>(this.value, this.stopReason, this.model, this.usage, this.lateTags,
				this.serverToolsUsed, reason, this.provenance);
	}

	/**
	 * The same answer with its provenance.
	 * @param provenance where it came from
	 * @return the answer
	 */
	public ClaudeAnswer<T> with(Provenance provenance) {
		return new ClaudeAnswer<>(this.value, this.stopReason, this.model, this.usage, this.lateTags,
				this.serverToolsUsed, this.refusal, provenance);
	}

}
