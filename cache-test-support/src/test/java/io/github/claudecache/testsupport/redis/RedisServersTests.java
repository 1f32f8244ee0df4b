package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RedisServersTests {

	@TempDir
	private Path directory;

	private final List<String> log = new ArrayList<>();

	@Test
	void withoutThePropertyOnlyTheEmbeddedServerIsUsedAndOneLineSaysSo() {
		assertThat(find("", false)).containsExactly("6.2");
		assertThat(this.log).singleElement()
			.asString()
			.contains("Tests run against [Redis 6.2] only", "-Dredis.servers=");
	}

	@Test
	void namedServersAreSortedFromTheOldestToTheNewest() throws IOException {
		String servers = "10.0=" + script("10.0.1") + ", 7.0=" + script("7.0.15") + ",7.10=" + script("7.10.0")
				+ ",7.2=" + script("7.2.4") + ",";

		assertThat(find(servers, true)).containsExactly("6.2", "7.0", "7.2", "7.10", "10.0");
	}

	@Test
	void valkeyHasThePlaceOfTheRedisThatItIsCompatibleWith() throws IOException {
		String servers = "valkey=" + script("Valkey", "8.1.1") + ",8.0=" + script("8.0.2") + ",7.0=" + script("7.0.15");

		assertThat(RedisServers.find(servers, true, this.log::add)).extracting(RedisBinary::toString)
			.containsExactly("Redis 6.2", "Redis 7.0", "Valkey 8.1", "Redis 8.0");
	}

	@Test
	void redisIsNotTakenForValkeyNorValkeyForRedis() throws IOException {
		Path redis = script("8.1.1");
		Path valkey = script("Valkey", "8.1.2");

		assertThatIllegalStateException().isThrownBy(() -> find("valkey=" + redis, true))
			.withMessageContaining("is not a Valkey")
			.withMessageContaining("v=8.1.1");
		assertThatIllegalStateException().isThrownBy(() -> find("8.1=" + valkey, true))
			.withMessageContaining("is not a Redis 8.1")
			.withMessageContaining("v=8.1.2");
	}

	@Test
	void namedServerOfTheEmbeddedLineTakesItsPlace() throws IOException {
		Path own = script("6.2.19");

		List<RedisBinary> found = RedisServers.find("6.2=" + own, true, this.log::add);

		assertThat(found).singleElement().extracting(RedisBinary::executable).isEqualTo(own.toAbsolutePath());
	}

	@Test
	void namedServerThatIsMissingIsLeftOutAndOneLineSaysWhich() {
		assertThat(find("8.0=/nowhere/redis-server", false)).containsExactly("6.2");
		assertThat(this.log).singleElement().asString().contains("8.0", "/nowhere/redis-server");
	}

	@Test
	void requiredServerThatIsMissingFailsTheTests() {
		assertThatIllegalStateException().isThrownBy(() -> find("8.0=/nowhere/redis-server", true))
			.withMessageContaining("/nowhere/redis-server");
	}

	@Test
	void requiredServerThatDoesNotRunFailsTheTests() throws IOException {
		Path broken = script("0");
		Files.writeString(broken, "#!/bin/sh\necho 'libc is too old' >&2\nexit 1\n");

		assertThatIllegalStateException().isThrownBy(() -> find("8.0=" + broken, true))
			.withMessageContaining("libc is too old");
	}

	@Test
	void serverOfAnotherLineThanItsNameSaysIsNotUsed() throws IOException {
		Path other = script("7.0.15");

		assertThatIllegalStateException().isThrownBy(() -> find("8.0=" + other, true))
			.withMessageContaining("is not a Redis 8.0")
			.withMessageContaining("v=7.0.15");
	}

	@Test
	void requiringServersWithoutNamingAnyFailsTheTests() {
		assertThatIllegalStateException().isThrownBy(() -> find("", true)).withMessageContaining("none is named");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/usr/bin/redis-server", "8.0", "8.0=", "=/usr/bin/redis-server", "8=/a", "new=/a",
			"7.0=/a,7.0=/b" })
	void listThatCannotBeReadFailsTheTestsWhetherRequiredOrNot(String servers) {
		assertThatIllegalStateException().isThrownBy(() -> find(servers, false)).withMessageContaining("redis.servers");
	}

	private List<String> find(String servers, boolean required) {
		return RedisServers.find(servers, required, this.log::add).stream().map(RedisBinary::name).toList();
	}

	private Path script(String version) throws IOException {
		return script("Redis", version);
	}

	private Path script(String product, String version) throws IOException {
		Path script = this.directory.resolve(product + "-" + version);
		Files.writeString(script, "#!/bin/sh\necho '" + product + " server v=" + version + " sha=00000000:0'\n");
		return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
	}

}
