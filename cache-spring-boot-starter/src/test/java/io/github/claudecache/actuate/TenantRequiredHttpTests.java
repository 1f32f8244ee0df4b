package io.github.claudecache.actuate;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.identity.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoints of an application with several tenants.
 */
@SpringBootTest(classes = EndpointApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=claudecache,claudecachetags",
				"management.endpoints.access.default=unrestricted", "test.tenant-required=true" })
class TenantRequiredHttpTests {

	private static final TenantId ACME = new TenantId("acme");

	@LocalServerPort
	private int port;

	@Autowired
	private ClaudeCache cache;

	@Autowired
	private EndpointApplication.Invalidated invalidated;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			GET    | /actuator/claudecachetags   | ~~
			GET    | /actuator/claudecachetags/a | ~~
			DELETE | /actuator/claudecachetags/a | ~~
			DELETE | /actuator/claudecache/faq   | ~~
			POST   | /actuator/claudecachetags   | {"tags":"a"}
			POST   | /actuator/claudecachetags   | {"everything":"true"}
			""")
	void withoutATenantNothingIsShownOrVoided(String method, String target, String body) {
		this.invalidated.tags().clear();
		RawHttp.Answer answer = new RawHttp(this.port).send(method, target, "application/json", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("detail").stringValue()).contains("tenant is required");
		assertThat(this.invalidated.tags()).isEmpty();
	}

	@Test
	void withATenantItsAnswersAreVoided() {
		RawHttp http = new RawHttp(this.port);
		Answers.hit(this.cache, ACME, "Can I?", "a");
		assertThat(http.get("/actuator/claudecachetags/a?tenant=acme").json().get("entries").longValue()).isOne();
		assertThat(http.delete("/actuator/claudecachetags/a?tenant=globex").status()).isEqualTo(200);
		assertThat(Answers.hit(this.cache, ACME, "Can I?", "a")).isTrue();
		assertThat(http.delete("/actuator/claudecachetags/a?tenant=acme").status()).isEqualTo(200);
		assertThat(Answers.hit(this.cache, ACME, "Can I?", "a")).isFalse();
		assertThat(http.delete("/actuator/claudecache/faq?tenant=acme").status()).isEqualTo(200);
		assertThat(Answers.hit(this.cache, ACME, "Can I?", "a")).isFalse();
	}

	@Test
	void allTenantsAreATenantEnough() {
		Answers.hit(this.cache, ACME, "Can I?", "a");
		assertThat(new RawHttp(this.port).post("/actuator/claudecachetags", "{\"tags\":\"a\",\"allTenants\":\"true\"}")
			.status()).isEqualTo(200);
		assertThat(Answers.hit(this.cache, ACME, "Can I?", "a")).isFalse();
	}

}
