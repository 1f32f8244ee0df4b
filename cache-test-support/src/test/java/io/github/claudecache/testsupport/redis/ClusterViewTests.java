package io.github.claudecache.testsupport.redis;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ClusterViewTests {

	private static final ClusterView VIEW = ClusterView.parse("""
			c3 127.0.0.1:7003@17003,node-3 slave a1 0 1426238316232 2 disconnected
			b2 :7002@17002 myself,master - 0 1426238316232 2 connected 5461-10921 16383
			a1 127.0.0.1:7001@17001 master - 0 1426238316232 3 connected 0-5460 10922-16382 [93->-b2] [77-<-b2]
			""");

	@Test
	void nodesAreReadWithTheirRolesAndSlots() {
		assertThat(VIEW.nodes()).extracting(ClusterView.Node::port).containsExactly(7001, 7002, 7003);
		assertThat(VIEW.nodes()).extracting(ClusterView.Node::master).containsExactly(true, true, false);
		assertThat(VIEW.nodes()).extracting(ClusterView.Node::connected).containsExactly(true, true, false);
		assertThat(VIEW.ownerOf(93)).map(ClusterView.Node::id).hasValue("a1");
		assertThat(VIEW.ownerOf(16382)).map(ClusterView.Node::id).hasValue("a1");
		assertThat(VIEW.ownerOf(16383)).map(ClusterView.Node::id).hasValue("b2");
		assertThat(VIEW.replicasOf(VIEW.withPort(7001))).extracting(ClusterView.Node::id).containsExactly("c3");
		assertThat(VIEW.replicasOf(VIEW.withPort(7002))).isEmpty();
	}

	@Test
	void rolesDoNotDependOnWhoTellsThem() {
		ClusterView other = ClusterView.parse("""
				a1 :7001@17001 myself,master - 0 0 3 connected 0-5460 10922-16382
				b2 127.0.0.1:7002@17002 master - 0 1 2 connected 5461-10921 16383
				c3 127.0.0.1:7003@17003 slave a1 0 1 2 connected
				""");
		ClusterView early = ClusterView.parse("""
				a1 :7001@17001 myself,master - 0 0 3 connected 0-5460 10922-16382
				b2 127.0.0.1:7002@17002 master - 0 1 2 connected 5461-10921 16383
				c3 127.0.0.1:7003@17003 master - 0 1 2 connected
				""");

		assertThat(VIEW.roles()).isEqualTo(other.roles()).isNotEqualTo(early.roles());
	}

	@Test
	void nodeThatIsNotKnownIsAnError() {
		assertThatIllegalStateException().isThrownBy(() -> VIEW.withPort(7009)).withMessageContaining("7009");
	}

}
