package io.github.claudecache.sample.web;

import java.util.concurrent.TimeUnit;

import io.github.claudecache.sample.desk.HelpDesk;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
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

	// On a thread of its own: reading the stream blocks. A stream that breaks ends in
	// good order over HTTP: only the last event says that all that Claude wrote has come.
	@PostMapping(path = "/api/ask/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<ServerSentEvent<HelpDesk.Part>> stream(@RequestBody AskRequest request) {
		return this.helpDesk.stream(request.checkedQuestion(), request.checkedTenant(), request.checkedLocale())
			.map((part) -> ServerSentEvent.builder(part)
				.event((part instanceof HelpDesk.Part.End) ? "end" : "piece")
				.build())
			.subscribeOn(Schedulers.boundedElastic());
	}

	@PostMapping("/api/explain")
	ExplainResponse explain(@RequestBody AskRequest request) {
		return this.helpDesk.explain(request.checkedQuestion(), request.checkedTenant(), request.checkedLocale())
			.map(ExplainResponse::of)
			.orElse(ExplainResponse.WITHOUT_KEY);
	}

}
