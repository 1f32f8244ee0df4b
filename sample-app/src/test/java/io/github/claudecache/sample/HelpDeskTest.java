package io.github.claudecache.sample;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * The whole help desk on a free port, with a stand-in that answers at once, even on a
 * machine that has an API key.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "helpdesk.claude.api-key=", "helpdesk.claude.stand-in.min=0ms",
				"helpdesk.claude.stand-in.max=0ms", "helpdesk.claude.stand-in.slow=2500ms" })
@interface HelpDeskTest {

}
