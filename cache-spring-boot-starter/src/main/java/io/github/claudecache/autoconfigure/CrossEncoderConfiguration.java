package io.github.claudecache.autoconfigure;

import java.nio.file.Path;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OrtSession;
import io.github.claudecache.verifier.OnnxCrossEncoder;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * Loads the cross-encoder that the application names. It is asked before a model over the
 * network.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ OrtSession.class, HuggingFaceTokenizer.class })
@ConditionalOnProperty("claude.cache.semantic.cross-encoder.model")
class CrossEncoderConfiguration {

	@Bean
	@Order(0)
	@ConditionalOnMissingBean
	OnnxCrossEncoder claudeCacheCrossEncoder(ClaudeCacheProperties properties, WrittenProperties written) {
		ClaudeCacheProperties.OtherWordings.CrossEncoder settings = properties.semantic().crossEncoder();
		Path model = settings.model();
		Path tokenizer = settings.tokenizer();
		if (model == null || tokenizer == null) {
			throw written.failure(KnownProperty.SEMANTIC_CROSS_ENCODER_TOKENIZER, KnownProperty.ANY_KEY,
					"A model needs its tokenizer.", "a file", "Set it to the tokenizer.json of the model.");
		}
		try {
			return OnnxCrossEncoder.load(model, tokenizer, settings.threshold(), settings.maxTokens());
		}
		catch (IllegalArgumentException ex) {
			throw written.failure(KnownProperty.SEMANTIC_CROSS_ENCODER_MODEL, KnownProperty.ANY_KEY,
					String.valueOf(ex.getMessage()) + ".", "a file in ONNX",
					"Correct the files, or remove claude.cache.semantic.cross-encoder.");
		}
	}

}
