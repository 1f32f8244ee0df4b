package io.github.claudecache.recording;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.claudecache.answer.StopReason;
import io.github.claudecache.answer.Usage;
import io.github.claudecache.request.ClaudeRequest;
import org.jspecify.annotations.Nullable;

/**
 * What one call of an annotated method sends to Claude and gets back, as the adapters of
 * client libraries see it. Whatever they see while there is a recording is not looked up
 * or kept a second time.
 * <p>
 * It belongs to the thread on which the method is called, and to the Reactor context
 * under {@link #KEY}. To other threads it goes with the context of Micrometer: where
 * {@code io.micrometer:context-propagation} is there, by a
 * {@code ContextPropagatingTaskDecorator} or Reactor's automatic propagation. Safe for
 * use by many threads.
 *
 * @since 0.1.0
 */
public final class Recording {

	/** The key in the Reactor context, and of the thread-local accessor. */
	public static final String KEY = "io.github.claudecache.recording";

	/**
	 * The factor in which adapters have what surrounds the last text of the user: other
	 * blocks of the same message.
	 */
	public static final String AROUND = "around the message";

	private static final ThreadLocal<@Nullable Recording> CURRENT = new ThreadLocal<>();

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	/**
	 * Creates an empty recording.
	 */
	public Recording() {
	}

	/**
	 * The recording of the calling thread.
	 * @return the recording; {@code null} if no annotated method is running on it
	 */
	public static @Nullable Recording current() {
		return CURRENT.get();
	}

	/**
	 * Makes this the recording of the calling thread.
	 * @return puts back what was there before; to be closed on the same thread
	 */
	public Scope makeCurrent() {
		return makeCurrent(this);
	}

	/**
	 * Makes a recording that of the calling thread, or none: so what is done with an
	 * answer is not taken for what the method does.
	 * @param recording the recording; {@code null} for none
	 * @return puts back what was there before; to be closed on the same thread
	 */
	public static Scope makeCurrent(@Nullable Recording recording) {
		Recording before = CURRENT.get();
		put(recording);
		return () -> put(before);
	}

	/**
	 * A request is sent to Claude.
	 * @param request everything that is known of it; the name of its cache and its tenant
	 * do not matter
	 * @return is told what comes back
	 */
	public Call sent(ClaudeRequest request) {
		Call call = new Call(request);
		this.calls.add(call);
		return call;
	}

	/**
	 * What came back of the last call.
	 * @return the reply, without a stop reason if none is known; {@code null} if nothing
	 * was sent
	 */
	public @Nullable Reply last() {
		List<Call> sent = calls();
		if (sent.isEmpty()) {
			return null;
		}
		Reply reply = sent.get(sent.size() - 1).reply();
		return (reply != null) ? reply : Reply.NONE;
	}

	/**
	 * How many calls there were.
	 * @return the number of requests that were sent
	 */
	public int size() {
		return this.calls.size();
	}

	/**
	 * The calls so far.
	 * @return a copy, in the order in which they were sent
	 */
	List<Call> calls() {
		return List.copyOf(this.calls);
	}

	static void put(@Nullable Recording recording) {
		if (recording != null) {
			CURRENT.set(recording);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * Ends what was begun.
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		@Override
		void close();

	}

	/**
	 * One call of Claude. Safe for use by many threads.
	 */
	public static final class Call {

		private final ClaudeRequest request;

		private volatile @Nullable Reply reply;

		private Call(ClaudeRequest request) {
			this.request = request;
		}

		/**
		 * An answer came back.
		 * @param stopReason why Claude stopped
		 * @param model the model that answered; {@code null} if it is not known
		 * @param usage what it cost
		 * @param serverTools whether Claude used tools on its side
		 */
		public void received(StopReason stopReason, @Nullable String model, Usage usage, boolean serverTools) {
			this.reply = new Reply(stopReason, model, usage, serverTools);
		}

		ClaudeRequest request() {
			return this.request;
		}

		@Nullable Reply reply() {
			return this.reply;
		}

	}

	/**
	 * What came back.
	 *
	 * @param stopReason why Claude stopped
	 * @param model the model that answered; {@code null} if it is not known
	 * @param usage what it cost
	 * @param serverTools whether Claude used tools on its side
	 */
	public record Reply(StopReason stopReason, @Nullable String model, Usage usage, boolean serverTools) {

		private static final Reply NONE = new Reply(StopReason.ABSENT, null, Usage.NONE, false);

	}

}
