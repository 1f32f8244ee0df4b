package io.github.claudecache.sample.web;

import io.github.claudecache.sample.store.StoreSwitch;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class StoreController {

	private final StoreSwitch control;

	StoreController(StoreSwitch control) {
		this.control = control;
	}

	@GetMapping("/api/store")
	StoreView store() {
		return new StoreView(this.control.isConnected(), this.control.isStopped());
	}

	@PostMapping("/api/store")
	StoreView turn(@RequestBody Wish wish) {
		if (!this.control.isConnected()) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"The answers are on Redis: stop and start Redis itself");
		}
		switch (Inputs.text("state", wish.state(), 100)) {
			case "running" -> this.control.start();
			case "stopped" -> this.control.stop();
			default -> throw new BadInputException("'state' is neither running nor stopped");
		}
		return store();
	}

	/**
	 * What the store is to do.
	 *
	 * @param state {@code running} or {@code stopped}
	 */
	record Wish(@Nullable String state) {
	}

	/**
	 * The switch of the store.
	 *
	 * @param switchable whether it can be stopped here
	 * @param stopped whether it is
	 */
	record StoreView(boolean switchable, boolean stopped) {
	}

}
