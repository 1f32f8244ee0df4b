package io.github.claudecache.actuate;

import java.util.Map;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Finds the servlet request behind an operation, which does not get to see it.
 */
final class ServletRequestLine {

	private ServletRequestLine() {
	}

	static @Nullable RequestLine current() {
		if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
			return null;
		}
		HttpServletRequest request = attributes.getRequest();
		return new RequestLine(request.getRequestURI(),
				request.getParameterMap()
					.entrySet()
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey, (parameter) -> parameter.getValue().length)));
	}

}
