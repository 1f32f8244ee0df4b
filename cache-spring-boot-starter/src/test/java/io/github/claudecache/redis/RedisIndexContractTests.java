package io.github.claudecache.redis;

import java.util.stream.Stream;

import io.github.claudecache.testsupport.redis.RedisBinary;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.ServerInReport;
import io.github.claudecache.testsupport.semantic.SharedSemanticIndexContract;
import io.github.claudecache.testsupport.semantic.SharedSemanticIndexHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both indexes on Redis keep the contract of shared indexes.
 */
@ParameterizedClass(name = "{displayName}[{index}] {1} on {0}")
@MethodSource("kinds")
@ExtendWith(ServerInReport.class)
class RedisIndexContractTests extends SharedSemanticIndexContract {

	@Parameter(0)
	private RedisBinary binary;

	@Parameter(1)
	private SharedIndexSettings.Kind kind;

	private RedisProcess redis;

	static Stream<Arguments> kinds() {
		return SharedSemanticIndexTests.kinds();
	}

	@Override
	protected SharedSemanticIndexHarness open(int maxQuestions) {
		if (this.redis == null) {
			this.redis = RedisProcess.start(this.binary, "--save", "");
		}
		return new RedisIndexHarness(this.redis, new SharedIndexSettings(this.kind, 100, maxQuestions));
	}

	@AfterEach
	void stop() {
		this.redis.close();
		this.redis = null;
	}

}
