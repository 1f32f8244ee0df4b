package io.github.claudecache.redis;

import java.util.List;
import java.util.stream.IntStream;

import io.github.claudecache.answer.Outcome;
import io.github.claudecache.identity.Fingerprint;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.testsupport.Eventually;
import io.github.claudecache.testsupport.redis.RedisCluster;
import io.github.claudecache.testsupport.redis.RedisErrorException;
import io.github.claudecache.testsupport.redis.RedisProcess;
import io.github.claudecache.testsupport.redis.ServerInReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What only a cluster has: slots, which may be elsewhere than they were. That the
 * contracts hold on a cluster is tested with them, failovers in
 * {@link RedisClusterFailoverTests}.
 */
@ParameterizedClass(name = "{displayName}[{index}] on cluster of {0}")
@MethodSource("io.github.claudecache.testsupport.redis.RedisServers#oldestAndNewest")
@ExtendWith(ServerInReport.class)
class RedisClusterTests extends RedisClusterFixture {

	@Test
	void l25NoOperationTouchesTwoSlots() {
		open(RedisCluster.start(this.binary), OnRestart.VOID);
		List<TenantId> tenants = IntStream.range(0, 8).mapToObj((i) -> new TenantId("t" + i)).toList();
		for (TenantId tenant : tenants) {
			for (String question : List.of("a", "b", "c")) {
				ask(request(tenant, question), "answer");
				assertThat(ask(request(tenant, question), "other").outcome()).isEqualTo(Outcome.EXACT);
			}
			assertThat(Eventually.get(store().tags(tenant, 10))).isNotEmpty();
			assertThat(Eventually.get(store().entries(tenant, new Tag("policy"), 10))).hasSize(3);
			cache().invalidate(tenant, "policy", "another");
			Eventually.get(store().swept());
			assertThat(ask(request(tenant, "a"), "new").outcome()).isEqualTo(Outcome.MISS);
		}
		cache().invalidation().invalidateForAllTenants(List.of(new Tag("policy")));
		cache().invalidation().invalidateEverything();

		assertThat(errors("CROSSSLOT")).isZero();
	}

	@Test
	void theControlThatTouchesTwoSlotsIsNoticed() {
		RedisCluster started = open(RedisCluster.start(this.binary), OnRestart.VOID);

		RedisProcess node = started.masterOf("a");
		assertThatExceptionOfType(RedisErrorException.class)
			.isThrownBy(() -> node.command("EVAL", "return 1", "2", "a", "b"))
			.matches((error) -> error.kind().equals("CROSSSLOT"));

		assertThat(errors("CROSSSLOT")).isOne();
	}

	@Test
	void l25EverySlotThatMovesIsFollowedByLookupsAndInvalidations() {
		RedisCluster started = open(RedisCluster.start(this.binary), OnRestart.VOID);
		Fingerprint fingerprint = stored("q");

		for (String key : keysOf(fingerprint)) {
			long moved = errors("MOVED");
			started.moveSlot(started.slotOf(key), other(started, started.masterOf(key)));

			assertHit("after the slot of " + key + " moved");
			assertThat(errors("MOVED")).isGreaterThan(moved);
			cache().invalidate(ACME, "policy");
			assertThat(ask(request(ACME, "q"), "new").reason()).isIn(VOIDED);
			assertHit("stored where the slot of " + key + " is now");
		}
	}

	@Test
	void l25SlotThatIsHalfMovedCostsHitsButNeitherAnswersNorFreshness() {
		RedisCluster started = open(RedisCluster.start(this.binary), OnRestart.VOID);
		Fingerprint fingerprint = stored("q");

		for (String key : keysOf(fingerprint)) {
			long asked = errors("ASK");
			started.moveSlot(started.slotOf(key), other(started, started.masterOf(key)), () -> {
				ask(request(ACME, "q"), "meanwhile");
				// Whether it is applied or fails, this node may not serve what it voids.
				invalidates("policy");
				assertThat(ask(request(ACME, "q"), "new").hit()).as("a hit after an invalidation").isFalse();
			});
			assertThat(errors("ASK")).isGreaterThan(asked);

			awaitConfirmed();
			ask(request(ACME, "q"), "newest");
			assertHit("after the slot of " + key + " moved");
		}
	}

	@Test
	void l25ScriptsThatNoServerKnowsAreGivenToIt() {
		RedisCluster started = open(RedisCluster.start(this.binary), OnRestart.VOID);
		stored("q");
		started.nodes().forEach((node) -> node.command("SCRIPT", "FLUSH"));
		long unknown = errors("NOSCRIPT");

		cache().invalidate(ACME, "policy");
		assertThat(errors("NOSCRIPT")).isGreaterThan(unknown);

		stored("q");
		assertThat(errors("NOSCRIPT")).isGreaterThan(unknown + 1);
	}

}
