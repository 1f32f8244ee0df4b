package io.github.claudecache.client.anthropic;

import com.anthropic.core.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a request.
 *
 * @param request what is sent if Claude is asked
 * @param call what is asked of the cache; {@code null} if it is not asked
 */
record PlannedCall(HttpRequest request, @Nullable MessageCall call) {
}
