package io.github.claudecache.sample.web;

import java.util.concurrent.TimeUnit;

import io.github.claudecache.sample.desk.HelpDesk;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AskController {

	private final HelpDesk helpDesk;

	AskController(HelpDesk helpDesk) {
		this.helpDesk = helpDesk;
	}

	@PostMapping("/api/ask")
	AskResponse ask(@RequestBody AskRequest request) {
		long start = System.nanoTime();
		HelpDesk.Reply reply = this.helpDesk.ask(request.checkedQuestion(), request.checkedTenant(),
				request.checkedLocale());
		return AskResponse.of(reply, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
	}

	@PostMapping("/api/explain")
	ExplainResponse explain(@RequestBody AskRequest request) {
		return this.helpDesk.explain(request.checkedQuestion(), request.checkedTenant(), request.checkedLocale())
			.map(ExplainResponse::of)
			.orElse(ExplainResponse.WITHOUT_KEY);
	}

}
