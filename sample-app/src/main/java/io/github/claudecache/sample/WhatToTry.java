package io.github.claudecache.sample;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Prints what to try, with the port that the server really has.
 */
@Component
class WhatToTry implements ApplicationRunner {

	private static final Log logger = LogFactory.getLog(WhatToTry.class);

	private final Environment environment;

	WhatToTry(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void run(ApplicationArguments args) {
		String port = this.environment.getProperty("local.server.port");
		if (port == null) {
			return;
		}
		String root = "http://localhost:" + port + this.environment.getProperty("server.servlet.context-path", "");
		String managementPort = this.environment.getProperty("local.management.port", port);
		String actuator = managementPort.equals(port) ? root + "/actuator"
				: "http://localhost:" + managementPort + "/actuator";
		logger
			.info("""
					The help desk is open. In a browser: %1$s/

					Ask twice: the first answer is a miss, the second an exact hit
					  curl -s %1$s/api/ask -H 'Content-Type: application/json' -d '{"question":"Can I get a refund?"}'
					Ask in other words: a semantic hit. Ask what only looks alike: a miss
					  curl -s %1$s/api/ask -H 'Content-Type: application/json' -d '{"question":"Is it possible to get a refund?"}'
					  curl -s %1$s/api/ask -H 'Content-Type: application/json' -d '{"question":"I was told no refund - why?"}'
					Publish a new version of the document: the next answer is a miss with the new text
					  curl -s -X PUT %1$s/api/documents/returns -H 'Content-Type: application/json' \\
					    -d '{"text":"You can get a refund within 60 days of delivery."}'
					Void what was answered from a document, for one tenant
					  curl -s -X DELETE '%2$s/claudecachetags/doc:returns?tenant=acme'
					Let the model refuse (or truncate, pause, tool, unknown, reject, fail, cut): nothing is kept. Back: normal
					  curl -s %1$s/api/model/behaviour -H 'Content-Type: application/json' -d '{"mode":"refuse"}'
					See how often the model was asked, and what the cache did
					  curl -s %1$s/api/model
					  curl -s %2$s/claudecache/faq
					"""
				.formatted(root, actuator));
	}

}
