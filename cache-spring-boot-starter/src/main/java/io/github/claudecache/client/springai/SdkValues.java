package io.github.claudecache.client.springai;

import com.anthropic.core.ObjectMappers;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.claudecache.json.FactorValues;
import io.github.claudecache.request.FactorValue;

/**
 * Values of the Anthropic SDK, which are part of the options of Spring AI's model. Only
 * the SDK's own mapper writes all of them: what a field holds is in lazy delegates. Not
 * to be loaded where the SDK is not there.
 */
final class SdkValues {

	private SdkValues() {
	}

	/**
	 * The value as it would be sent.
	 * @throws IllegalArgumentException if the SDK cannot write it
	 */
	static FactorValue of(Object value) {
		try {
			return FactorValues.parse(ObjectMappers.jsonMapper().writeValueAsString(value));
		}
		catch (JsonProcessingException ex) {
			// Without the cause, whose message may have text of a request in it.
			throw new IllegalArgumentException("Not to be written: " + value.getClass().getName());
		}
	}

}
