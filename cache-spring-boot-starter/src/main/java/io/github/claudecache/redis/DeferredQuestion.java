package io.github.claudecache.redis;

import java.util.function.Function;

import io.github.claudecache.semantic.PreparedQuestion;
import org.jspecify.annotations.Nullable;

/**
 * A question that another process has added. It is taken apart when it is proposed for
 * the first time: most never are, and whoever follows a partition gets many at once.
 */
final class DeferredQuestion implements PreparedQuestion {

	private final String text;

	private final Function<String, PreparedQuestion> preparation;

	private volatile @Nullable PreparedQuestion prepared;

	DeferredQuestion(String text, Function<String, PreparedQuestion> preparation) {
		this.text = text;
		this.preparation = preparation;
	}

	/**
	 * The question itself, if it is one that was put off.
	 */
	static PreparedQuestion resolve(PreparedQuestion question) {
		return (question instanceof DeferredQuestion deferred) ? deferred.prepared() : question;
	}

	@Override
	public String text() {
		return this.text;
	}

	@Override
	public String canonical() {
		return prepared().canonical();
	}

	@Override
	public boolean standsAlone() {
		return prepared().standsAlone();
	}

	private PreparedQuestion prepared() {
		PreparedQuestion known = this.prepared;
		if (known == null) {
			known = this.preparation.apply(this.text);
			this.prepared = known;
		}
		return known;
	}

}
