package io.github.claudecache.testsupport.redis;

import io.github.claudecache.testsupport.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

@EveryRedisServer
class RedisSentinelTests {

	@Parameter
	private RedisBinary binary;

	private RedisSentinel sentinel;

	@BeforeEach
	void start() {
		this.sentinel = RedisSentinel.start(this.binary);
	}

	@AfterEach
	void close() {
		this.sentinel.close();
	}

	@Test
	void replicaTakesThePlaceOfAKilledMaster() {
		RedisProcess master = this.sentinel.master();
		RedisProcess replica = this.sentinel.replica();
		master.command("SET", "k", "v");
		Eventually.holds("the replica has it", () -> !replica.command("GET", "k").isNull());

		assertThat(this.sentinel.failOver()).isSameAs(replica);

		assertThat(this.sentinel.master()).isSameAs(replica);
		assertThat(this.sentinel.replica()).isSameAs(master);
		replica.command("SET", "k", "w");
	}

	@Test
	void replicaThatIsCutMissesWhatIsWrittenAndTakesThePlaceAllTheSame() {
		RedisProcess replica = this.sentinel.replica();
		this.sentinel.master().command("SET", "k", "old");
		Eventually.holds("the replica has it", () -> !replica.command("GET", "k").isNull());

		this.sentinel.cutReplica();
		this.sentinel.master().command("SET", "k", "new");

		assertThat(this.sentinel.failOver().command("GET", "k").text()).isEqualTo("old");
	}

}
