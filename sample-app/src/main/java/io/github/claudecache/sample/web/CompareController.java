package io.github.claudecache.sample.web;

import io.github.claudecache.sample.comparison.ThreeWays;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CompareController {

	private final ThreeWays threeWays;

	CompareController(ThreeWays threeWays) {
		this.threeWays = threeWays;
	}

	@PostMapping("/api/compare")
	CompareResponse compare(@RequestBody AskRequest request) {
		return CompareResponse
			.of(this.threeWays.compare(request.checkedQuestion(), request.checkedTenant(), request.checkedLocale()));
	}

	@DeleteMapping("/api/naive-cache")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void forget() {
		this.threeWays.forgetNaiveAnswers();
	}

}
