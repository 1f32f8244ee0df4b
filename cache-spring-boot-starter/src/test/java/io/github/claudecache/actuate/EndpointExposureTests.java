package io.github.claudecache.actuate;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.claudecache.identity.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What can be reached with which settings.
 */
class EndpointExposureTests {

	private static final String EXPOSED = "--management.endpoints.web.exposure.include=claudecache,claudecachetags";

	private static final String TAG = "/actuator/claudecachetags/a";

	private static final String CACHE = "/actuator/claudecache/faq";

	@Test
	void nothingIsReachableByDefault() {
		run((http) -> {
			assertThat(http.get(TAG).status()).isEqualTo(404);
			assertThat(http.delete(TAG).status()).isEqualTo(404);
			assertThat(http.get("/actuator/claudecache").status()).isEqualTo(404);
			assertThat(http.get("/actuator").body()).doesNotContain("claudecache");
			assertThat(endpointBeans()).noneMatch((name) -> name.contains("Claudecache"));
		}, "--spring.jmx.enabled=true");
	}

	@Test
	void exposingAllowsReadingOnly() {
		run(EndpointExposureTests::requireReadOnly, EXPOSED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "access.default", "access.max-permitted" })
	void readOnlyAccessToAllEndpointsAllowsReadingOnly(String setting) {
		run(EndpointExposureTests::requireReadOnly, EXPOSED, "--management.endpoints." + setting + "=read-only");
	}

	@Test
	void readOnlyAccessAllowsReadingOnly() {
		run(EndpointExposureTests::requireReadOnly, EXPOSED, "--management.endpoint.claudecache.access=read-only",
				"--management.endpoint.claudecachetags.access=read-only");
	}

	@Test
	void aLowerMaximumWinsOverUnrestrictedAccess() {
		run(EndpointExposureTests::requireReadOnly, EXPOSED,
				"--management.endpoint.claudecachetags.access=unrestricted",
				"--management.endpoint.claudecache.access=unrestricted",
				"--management.endpoints.access.max-permitted=read-only");
	}

	@Test
	void noAccessHidesTheEndpoints() {
		run((http) -> {
			assertThat(http.get(TAG).status()).isEqualTo(404);
			assertThat(http.get(CACHE).status()).isEqualTo(404);
			assertThat(http.delete(TAG).status()).isEqualTo(404);
		}, EXPOSED, "--management.endpoint.claudecachetags.access=none",
				"--management.endpoint.claudecache.access=none");
	}

	@Test
	void unrestrictedAccessAllowsVoiding() {
		run((http) -> {
			assertThat(http.get(TAG).status()).isEqualTo(200);
			assertThat(http.delete(TAG).status()).isEqualTo(200);
			assertThat(http.post("/actuator/claudecachetags", "{\"tags\":\"a\"}").status()).isEqualTo(200);
			assertThat(http.delete(CACHE).status()).isEqualTo(200);
		}, EXPOSED, "--management.endpoint.claudecachetags.access=unrestricted",
				"--management.endpoint.claudecache.access=unrestricted");
	}

	@Test
	void aPortOfItsOwnIsAsStrict() {
		try (ConfigurableApplicationContext context = start(EXPOSED, "--management.server.port=0",
				"--management.endpoint.claudecachetags.access=unrestricted")) {
			RawHttp http = new RawHttp(
					context.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
			assertThat(http.delete(TAG + ";b").status()).isEqualTo(400);
			assertThat(http.delete(TAG + "?tag=b").status()).isEqualTo(400);
			assertThat(http.delete(TAG).status()).isEqualTo(200);
			assertThat(new RawHttp(((ServletWebServerApplicationContext) context).getWebServer().getPort()).delete(TAG)
				.status()).isEqualTo(404);
		}
	}

	@Test
	void anotherPathIsAsStrict() {
		run((http) -> {
			assertThat(http.delete("/manage/tags/a;b").status()).isEqualTo(400);
			assertThat(http.delete("/manage/tags/a").status()).isEqualTo(200);
		}, EXPOSED, "--management.endpoints.web.base-path=/manage",
				"--management.endpoints.web.path-mapping.claudecachetags=tags",
				"--management.endpoint.claudecachetags.access=unrestricted");
	}

	@Test
	void exposedOverJmxOnlyReadingIsOffered() throws Exception {
		try (ConfigurableApplicationContext context = start("--spring.jmx.enabled=true",
				"--management.endpoints.jmx.exposure.include=claudecache,claudecachetags")) {
			assertThat(context.getBeanNamesForType(ClaudeCacheTagsEndpointWebExtension.class)).isEmpty();
			MBeanServer server = ManagementFactory.getPlatformMBeanServer();
			ObjectName tags = server.queryNames(new ObjectName("*:name=Claudecachetags,*"), null).iterator().next();
			assertThat(server.getMBeanInfo(tags).getOperations()).extracting(MBeanOperationInfo::getName)
				.containsExactlyInAnyOrder("tags", "tag");
			assertThat(server.invoke(tags, "tags", new Object[] { "acme" }, new String[] { String.class.getName() }))
				.hasToString("{tenant=acme, tags=[], truncated=false}");
		}
	}

	@Test
	void withUnrestrictedAccessTagsAreVoidedOverJmxLiterally() throws Exception {
		try (ConfigurableApplicationContext context = start("--spring.jmx.enabled=true",
				"--management.endpoints.jmx.exposure.include=claudecachetags",
				"--management.endpoint.claudecachetags.access=unrestricted")) {
			MBeanServer server = ManagementFactory.getPlatformMBeanServer();
			ObjectName tags = server.queryNames(new ObjectName("*:name=Claudecachetags,*"), null).iterator().next();
			String[] signature = { String.class.getName(), String.class.getName() };
			assertThat(server.invoke(tags, "invalidate", new Object[] { "a;b", "acme" }, signature)).asString()
				.contains("applied=true", "tenant=acme", "tags=[a;b]");
			assertThatException()
				.isThrownBy(() -> server.invoke(tags, "invalidate", new Object[] { "a,b", "acme" }, signature));
			assertThat(context.getBean(EndpointApplication.Invalidated.class).tags())
				.containsExactly(Set.of(new Tag("a;b")));
		}
	}

	private static void requireReadOnly(RawHttp http) {
		assertThat(http.get("/actuator/claudecache").status()).isEqualTo(200);
		assertThat(http.get(CACHE).status()).isEqualTo(200);
		assertThat(http.get("/actuator/claudecachetags").status()).isEqualTo(200);
		assertThat(http.get(TAG).status()).isEqualTo(200);
		assertThat(http.delete(CACHE).status()).isEqualTo(405);
		assertThat(http.delete(TAG).status()).isEqualTo(405);
		assertThat(http.post("/actuator/claudecachetags", "{\"tags\":\"a\"}").status()).isEqualTo(405);
	}

	private static Set<String> endpointBeans() {
		return ManagementFactory.getPlatformMBeanServer()
			.queryNames(null, null)
			.stream()
			.map(ObjectName::toString)
			.collect(Collectors.toSet());
	}

	private static void run(Consumer<RawHttp> test, String... arguments) {
		try (ConfigurableApplicationContext context = start(arguments)) {
			test.accept(new RawHttp(((ServletWebServerApplicationContext) context).getWebServer().getPort()));
		}
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		return new SpringApplicationBuilder(EndpointApplication.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "spring.main.banner-mode=off")
			.run(arguments);
	}

}
