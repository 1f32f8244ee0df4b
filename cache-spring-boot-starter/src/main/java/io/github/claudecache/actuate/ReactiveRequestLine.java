package io.github.claudecache.actuate;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.server.ServerWebExchange;

/**
 * Finds the exchange behind an operation, which does not get to see it.
 */
final class ReactiveRequestLine {

	private ReactiveRequestLine() {
	}

	/**
	 * Runs an operation with its request. Operations wait for the store, which a thread
	 * of a reactive server must not do.
	 */
	static <T> Mono<T> apply(Function<@Nullable RequestLine, T> operation) {
		return Mono.deferContextual((context) -> {
			RequestLine line = ServerWebExchangeContextFilter.getExchange(context)
				.map(ServerWebExchange::getRequest)
				.map(ReactiveRequestLine::of)
				.orElse(null);
			return Mono.fromCallable(() -> operation.apply(line)).subscribeOn(Schedulers.boundedElastic());
		});
	}

	private static RequestLine of(ServerHttpRequest request) {
		return new RequestLine(request.getURI().getRawPath(),
				request.getQueryParams()
					.entrySet()
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey, (parameter) -> parameter.getValue().size())));
	}

}
