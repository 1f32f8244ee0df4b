package io.github.claudecache.testsupport.redis;

import java.util.List;

import io.github.claudecache.testsupport.Eventually;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@EveryRedisServer
class RedisClusterTests {

	private static final String KEY = "key";

	@Parameter
	private RedisBinary binary;

	private @Nullable RedisCluster cluster;

	@AfterEach
	void close() {
		if (this.cluster != null) {
			this.cluster.close();
		}
	}

	@Test
	void threeMastersShareAllSlotsAndEachAnswersForItsOwn() {
		RedisCluster whole = start(false);

		assertThat(whole.nodes()).hasSize(3).allSatisfy((node) -> {
			assertThat(node.command("CLUSTER", "INFO").text()).contains("cluster_state:ok", "cluster_size:3");
			assertThat(node.info("replication", "role")).isEqualTo("master");
		});
		assertThat(List.of(0, 8000, 16383)).extracting(whole::masterOf).containsExactlyElementsOf(whole.nodes());
		for (RedisProcess node : whole.nodes()) {
			if (node == whole.masterOf(KEY)) {
				assertThat(node.command("SET", KEY, "v").text()).isEqualTo("OK");
			}
			else {
				assertFails("MOVED", node, "SET", KEY, "v");
			}
		}
	}

	@Test
	void killedMasterIsReplacedByItsReplicaWhichHasItsData() {
		RedisCluster replicated = start(true);
		RedisProcess master = replicated.masterOf(KEY);
		master.command("SET", KEY, "v");

		RedisProcess promoted = replicated.failOver(master);

		assertThat(master.isRunning()).isFalse();
		assertThat(replicated.nodes().subList(3, 6)).contains(promoted);
		assertThat(replicated.masterOf(KEY)).isSameAs(promoted);
		assertThat(promoted.command("GET", KEY).text()).isEqualTo("v");
		promoted.command("SET", KEY, "w");

		master.start();
		replicated.awaitWhole();

		assertThat(master.info("replication", "role")).isEqualTo("slave");
		assertThat(replicated.failOver(promoted)).isSameAs(master);
		assertThat(master.command("GET", KEY).text()).isEqualTo("w");
	}

	@Test
	void promotedReplicaHasLostWhatItDidNotHave() {
		RedisCluster replicated = start(true);
		RedisProcess master = replicated.masterOf(KEY);
		RedisProcess replica = replicated.replicaOf(master);
		master.command("SET", KEY, "old");
		Eventually.holds("the replica has it", () -> replica.command("DBSIZE").number() == 1);
		replica.command("SAVE");
		replica.kill();
		master.command("SET", KEY, "new");

		master.kill();
		replica.start();
		replicated.promote(replica);

		assertThat(replicated.masterOf(KEY)).isSameAs(replica);
		assertThat(replica.command("GET", KEY).text()).isEqualTo("old");
		assertThatIllegalArgumentException().isThrownBy(() -> replicated.promote(replica));
	}

	@Test
	void masterWithoutAReplicaCannotBeFailedOver() {
		RedisCluster whole = start(false);
		RedisProcess master = whole.masterOf(KEY);

		assertThatIllegalArgumentException().isThrownBy(() -> whole.failOver(master));

		assertThat(master.isRunning()).isTrue();
	}

	@Test
	void movedSlotTakesItsKeysAlong() {
		RedisCluster whole = start(false);
		RedisProcess source = whole.masterOf(KEY);
		RedisProcess target = other(whole, source);
		source.command("SET", KEY, "v");
		source.command("SET", "{key}:late", "v");

		whole.moveSlot(whole.slotOf(KEY), target, () -> {
			assertFails("ASK", source, "GET", KEY);
			assertFails("MOVED", target, "GET", KEY);
		});

		assertThat(whole.masterOf(KEY)).isSameAs(target);
		assertThat(target.command("GET", KEY).text()).isEqualTo("v");
		assertThat(target.command("GET", "{key}:late").text()).isEqualTo("v");
		assertFails("MOVED", source, "GET", KEY);
		assertThatIllegalArgumentException().isThrownBy(() -> whole.moveSlot(whole.slotOf(KEY), target));
	}

	private RedisCluster start(boolean replicas) {
		RedisCluster started = replicas ? RedisCluster.startWithReplicas(this.binary) : RedisCluster.start(this.binary);
		this.cluster = started;
		return started;
	}

	private static RedisProcess other(RedisCluster cluster, RedisProcess than) {
		return cluster.nodes().stream().filter((node) -> node != than).findFirst().orElseThrow();
	}

	private static void assertFails(String kind, RedisProcess node, String... command) {
		assertThatExceptionOfType(RedisErrorException.class).isThrownBy(() -> node.command(command))
			.matches((error) -> error.kind().equals(kind), "is " + kind);
	}

}
