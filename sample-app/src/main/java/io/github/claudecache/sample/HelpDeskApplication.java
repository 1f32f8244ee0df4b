package io.github.claudecache.sample;

import io.github.claudecache.annotation.EnableClaudeCache;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the help desk.
 *
 * @since 0.1.0
 */
@EnableClaudeCache
@SpringBootApplication
public class HelpDeskApplication {

	/**
	 * Starts the help desk.
	 * @param args the arguments of a Spring Boot application
	 */
	public static void main(String[] args) {
		SpringApplication.run(HelpDeskApplication.class, args);
	}

}
