package io.github.claudecache.sample.springai;

import io.github.claudecache.client.springai.CacheMark;
import io.github.claudecache.sample.web.AskRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("spring-ai")
class SpringAiController {

	private final ChatDesk desk;

	SpringAiController(ChatDesk desk) {
		this.desk = desk;
	}

	@PostMapping("/api/spring-ai/ask")
	Answer ask(@RequestBody AskRequest request) {
		ChatDesk.Reply reply = this.desk.ask(request.checkedQuestion(), request.checkedTenant(),
				request.checkedLocale());
		return new Answer(reply.text(), reply.mark());
	}

	/**
	 * An answer as it is sent.
	 *
	 * @param answer the text
	 * @param fromCache where it came from; {@code null} if Claude was asked
	 */
	record Answer(String answer, @Nullable CacheMark fromCache) {
	}

}
