package io.github.claudecache.semantic;

import io.github.claudecache.identity.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * What decides about the candidates of a question.
 *
 * @param judge the judge
 * @param verification who is asked when the judge is unsure; {@code null} if nobody is
 * @param floor the lowest cosine of a candidate
 * @param index forgets what is gone; {@code null} if nothing is to be changed
 */
record WalkMeans(QuestionJudge judge, @Nullable Verification verification, double floor,
		@Nullable SemanticIndex index) {

	void gone(Partition partition, Fingerprint entry) {
		if (this.index != null) {
			this.index.remove(partition, entry);
		}
	}

}
