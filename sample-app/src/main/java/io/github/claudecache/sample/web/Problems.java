package io.github.claudecache.sample.web;

import java.util.List;
import java.util.stream.Collectors;

import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.errors.AnthropicServiceException;
import io.github.claudecache.freshness.InvalidationFailedException;
import io.github.claudecache.sample.document.DocumentSupersededException;
import io.github.claudecache.sample.document.DocumentsUnavailableException;
import io.github.claudecache.sample.document.UnknownDocumentException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns exceptions into problem documents.
 */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

	private static final Log logger = LogFactory.getLog(Problems.class);

	@ExceptionHandler
	ProblemDetail badInput(BadInputException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail unknownDocument(UnknownDocumentException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getMessage());
	}

	@ExceptionHandler
	ProblemDetail superseded(DocumentSupersededException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The documents changed again and again while the question was being answered: ask again");
	}

	@ExceptionHandler
	ProblemDetail documentsUnavailable(DocumentsUnavailableException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"Redis, where the documents are, does not answer, so the text may not be published: publish it again");
	}

	@ExceptionHandler
	ProblemDetail notInvalidated(InvalidationFailedException ex) {
		logger.warn("An invalidation was not applied", ex);
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The document was published, but the cache could not void the old answers: publish it again");
	}

	@ExceptionHandler
	ProblemDetail modelFailed(AnthropicException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, detail(ex));
	}

	// What the SDK says may repeat what was sent, so the client gets only what failed.
	static String detail(AnthropicException ex) {
		String what = "sent an answer that is not understood";
		if (ex instanceof AnthropicServiceException service) {
			what = "answered with status " + service.statusCode();
		}
		else if (ex instanceof AnthropicIoException) {
			what = "could not be reached or did not answer in time";
		}
		return "The model " + what + ". Nothing was stored: ask again later";
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, unreadable(ex.getCause()));
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	private static String unreadable(@Nullable Throwable cause) {
		if (cause instanceof UnrecognizedPropertyException unknown) {
			List<String> known = unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
			return "There is no field '" + unknown.getPropertyName() + "': send "
					+ known.stream().map((name) -> "'" + name + "'").collect(Collectors.joining(", "));
		}
		return "The body is not a JSON object with texts as its fields: check its syntax and the types of its fields";
	}

}
