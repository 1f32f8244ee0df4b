package io.github.claudecache.client.langchain4j;

import io.github.claudecache.key.UnkeyableException;
import io.github.claudecache.request.FactorValue;
import org.jspecify.annotations.Nullable;

/**
 * What a model is configured with and sends besides what is in a request: the address,
 * beta headers, tools on Claude's side and the like. Read once, when the first call needs
 * it. Safe for use by many threads.
 */
final class ModelSettings {

	private final Object model;

	private final @Nullable String declared;

	private volatile @Nullable FactorValue settings;

	private volatile @Nullable UnkeyableException unreadable;

	ModelSettings(Object model, @Nullable String declared) {
		this.model = model;
		this.declared = declared;
	}

	/**
	 * The settings as they enter the key.
	 * @throws UnkeyableException if they can neither be read nor were declared
	 */
	FactorValue value() {
		FactorValue known = this.settings;
		if (known != null) {
			return known;
		}
		UnkeyableException failure = this.unreadable;
		if (failure != null) {
			throw failure;
		}
		try {
			FactorValue read = (this.declared != null) ? FactorValue.of(this.declared)
					: ObjectValues.ofModel().of(this.model);
			this.settings = read;
			return read;
		}
		catch (UnkeyableException ex) {
			this.unreadable = ex;
			throw ex;
		}
	}

}
