package io.github.claudecache.sample;

import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.testsupport.Eventually;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One of several help desks on one Redis, each an application of its own on a free port.
 */
final class Node implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final HelpDeskDriver helpDesk;

	private Node(ConfigurableApplicationContext context) {
		this.context = context;
		this.helpDesk = new HelpDeskDriver(port());
	}

	static Node start(RedisProcess redis, String... properties) {
		return start(redis, new Class<?>[0], properties);
	}

	/**
	 * Starts a help desk in which beans of some classes take the place of its own.
	 */
	static Node start(RedisProcess redis, Class<?>[] replacements, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", "--helpdesk.claude.api-key=", "--helpdesk.claude.stand-in.min=0ms",
						"--helpdesk.claude.stand-in.max=0ms", "--spring.data.redis.port=" + redis.port()));
		arguments.addAll(List.of(properties));
		return new Node(new SpringApplicationBuilder(HelpDeskApplication.class).sources(replacements)
			.run(arguments.toArray(String[]::new)));
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	HelpDeskDriver helpDesk() {
		return this.helpDesk;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * What the page shows about the store.
	 */
	JsonNode store() {
		return HelpDeskDriver.json(this.helpDesk.send("GET", "/actuator/health/claudeCache", null)).path("details");
	}

	boolean serves() {
		return this.store().path("state").asString().equals("serving");
	}

	Node awaitServing() {
		Eventually.holds("the store serves", this::serves);
		return this;
	}

	/**
	 * Asks a question, since the first one loads the client of the model, which takes
	 * seconds on a busy machine.
	 */
	Node warmUp() {
		this.helpDesk.ask("Is my data encrypted?", "warm-up");
		return this;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
