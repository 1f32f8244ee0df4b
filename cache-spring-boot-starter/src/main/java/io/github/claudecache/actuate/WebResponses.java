package io.github.claudecache.actuate;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/**
 * Turns what an operation returns or throws into a response.
 */
final class WebResponses {

	private static final MimeType PROBLEM = MimeType.valueOf("application/problem+json");

	private static final String ANONYMOUS = "anonymous";

	private WebResponses() {
	}

	static WebEndpointResponse<Object> of(Supplier<@Nullable Object> operation) {
		return of(operation, "There is no cache of that name");
	}

	/**
	 * Runs an operation.
	 * @param missing what to say if it returns {@code null}
	 */
	static WebEndpointResponse<Object> of(Supplier<@Nullable Object> operation, String missing) {
		try {
			Object body = operation.get();
			return (body != null) ? new WebEndpointResponse<>(body) : notFound(missing);
		}
		catch (InvalidEndpointRequestException ex) {
			return problem(
					Problem.of("Bad request", WebEndpointResponse.STATUS_BAD_REQUEST, String.valueOf(ex.getReason())));
		}
		catch (NotInvalidatedException ex) {
			return problem(Problem.notInvalidated(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, ex.target()));
		}
		catch (StoreUnreadableException ex) {
			return problem(Problem.of("Store away", WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE,
					"The store cannot be read, so it is not known what it holds"));
		}
	}

	static String operator(SecurityContext securityContext) {
		return (securityContext.getPrincipal() != null) ? securityContext.getPrincipal().getName() : ANONYMOUS;
	}

	private static WebEndpointResponse<Object> notFound(String missing) {
		return problem(Problem.of("Not found", WebEndpointResponse.STATUS_NOT_FOUND, missing));
	}

	private static WebEndpointResponse<Object> problem(Problem problem) {
		return new WebEndpointResponse<>(problem, problem.status(), PROBLEM);
	}

}
