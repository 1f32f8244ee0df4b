package io.github.claudecache.recording;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Hands recordings over to other threads with Micrometer's context. Found by the
 * {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class RecordingAccessor implements ThreadLocalAccessor<Recording> {

	@Override
	public Object key() {
		return Recording.KEY;
	}

	@Override
	public @Nullable Recording getValue() {
		return Recording.current();
	}

	@Override
	public void setValue(Recording recording) {
		Recording.put(recording);
	}

	@Override
	public void setValue() {
		Recording.put(null);
	}

}
