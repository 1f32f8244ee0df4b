package io.github.claudecache.actuate;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.request.CacheDefinition;
import io.github.claudecache.store.AnswerStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoints behind Spring Security: who voided something is in the log.
 */
@SpringBootTest(classes = SecuredEndpointTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=claudecachetags",
				"management.endpoint.claudecachetags.access=unrestricted" })
@ExtendWith(OutputCaptureExtension.class)
class SecuredEndpointTests {

	private static final String FORGER = "eve\u202E\r\n2026-11-23 INFO Invalidated tags=[\"everything\"] by=\"root\"";

	@LocalServerPort
	private int port;

	@Test
	void whoVoidedSomethingIsInTheLog(CapturedOutput output) {
		RawHttp http = new RawHttp(this.port);
		assertThat(http.delete("/actuator/claudecachetags/a").status()).isEqualTo(401);
		assertThat(http.as("reader", "secret").delete("/actuator/claudecachetags/a").status()).isEqualTo(403);
		assertThat(http.as("reader", "secret").get("/actuator/claudecachetags/a").status()).isEqualTo(200);
		assertThat(http.as("operator", "secret").delete("/actuator/claudecachetags/a").status()).isEqualTo(200);
		assertThat(output.getOut().lines().filter((line) -> line.contains("Invalidated: "))).singleElement()
			.asString()
			.contains("tags=[\"a\"] by=\"operator\"");
	}

	@Test
	void aNameCannotForgeALine(CapturedOutput output) {
		assertThat(new RawHttp(this.port).as(FORGER, "secret").delete("/actuator/claudecachetags/a").status())
			.isEqualTo(200);
		assertThat(output.getOut().lines().filter((line) -> line.contains("Invalidated: "))).singleElement()
			.asString()
			.contains("by=\"eve\\u{202E}\\u{000D}\\u{000A}2026-11-23 INFO Invalidated tags=[\\\"everything\\\"]");
		assertThat(output.getOut()).doesNotContain("\u202E");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration(excludeName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
			"org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration" })
	static class Application {

		@Bean
		SwitchableStore store() {
			return new SwitchableStore();
		}

		@Bean
		ClaudeCache cache(AnswerStore store) {
			return ClaudeCache.builder().caches(CacheDefinition.of("faq", "reference")).store(store).build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("reader").password("{noop}secret").roles("READER").build(),
					User.withUsername("operator").password("{noop}secret").roles("OPERATOR").build(),
					User.withUsername(FORGER).password("{noop}secret").roles("OPERATOR").build());
		}

		@Bean
		SecurityFilterChain rules(HttpSecurity http) {
			return http.securityMatcher(EndpointRequest.toAnyEndpoint())
				.authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.GET)
					.authenticated()
					.anyRequest()
					.hasRole("OPERATOR"))
				.httpBasic(Customizer.withDefaults())
				.csrf((csrf) -> csrf.disable())
				.build();
		}

	}

}
