package io.github.claudecache.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WhatToTry}, on an application that is started as a user would.
 */
@ExtendWith(OutputCaptureExtension.class)
class WhatToTryTests {

	@Test
	void theRealPortAndContextPathArePrinted(CapturedOutput output) {
		try (var context = new SpringApplicationBuilder(HelpDeskApplication.class).run("--server.port=0",
				"--server.servlet.context-path=/desk", "--claude.cache.caches.faq.mode=off",
				"--helpdesk.claude.api-key=", "--helpdesk.claude.stand-in.min=0ms",
				"--helpdesk.claude.stand-in.max=0ms")) {
			int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			assertThat(port).isPositive();
			assertThat(output).contains("http://localhost:" + port + "/desk/api/ask")
				.contains("'http://localhost:" + port + "/desk/actuator/claudecachetags/doc:returns?tenant=acme'");
		}
	}

}
