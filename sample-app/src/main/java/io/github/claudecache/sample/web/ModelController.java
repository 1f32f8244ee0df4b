package io.github.claudecache.sample.web;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.github.claudecache.sample.claude.ClaudeClient;
import io.github.claudecache.sample.model.Behaviour;
import io.github.claudecache.sample.model.ModelServer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
class ModelController {

	private final ClaudeClient claude;

	private final @Nullable ModelServer standIn;

	ModelController(ClaudeClient claude, ObjectProvider<ModelServer> standIn) {
		this.claude = claude;
		this.standIn = standIn.getIfAvailable();
	}

	// The stand-in counts what arrives; of Claude only what was sent is known.
	@GetMapping("/api/model")
	ModelView model() {
		return (this.standIn != null) ? new ModelView(this.standIn.calls(), this.standIn.behaviour().code(), "stand-in")
				: new ModelView(this.claude.calls(), Behaviour.NORMAL.code(), "claude");
	}

	@PostMapping("/api/model/behaviour")
	ModelView behave(@RequestBody Wish wish) {
		if (this.standIn == null) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"The help desk asks Claude itself: start it without an API key to tell the model how to behave");
		}
		String mode = Inputs.text("mode", wish.mode(), 100);
		this.standIn.behave(Behaviour.of(mode).orElseThrow(() -> unknown(mode)));
		return model();
	}

	private static BadInputException unknown(String mode) {
		return new BadInputException("There is no mode '" + mode + "': send one of "
				+ Arrays.stream(Behaviour.values()).map(Behaviour::code).collect(Collectors.joining(", ")));
	}

	/**
	 * What the model is to do.
	 *
	 * @param mode the name of a behaviour
	 */
	record Wish(@Nullable String mode) {
	}

	/**
	 * The model as it is shown.
	 *
	 * @param calls how often it was asked since the start
	 * @param mode how it behaves
	 * @param upstream {@code stand-in} or {@code claude}
	 */
	record ModelView(long calls, String mode, String upstream) {
	}

}
