package io.github.claudecache.aop;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;

import org.springframework.beans.factory.FactoryBean;

/**
 * Beans of every kind that an annotated method can be in.
 */
final class BeanKinds {

	private BeanKinds() {
	}

	record Policy(String topic) {
	}

	interface Answerer {

		@ClaudeCached(name = "faq", volatility = "reference", tags = "'q:' + #question")
		ClaudeAnswer<String> answer(@CacheMessage String question);

		@ClaudeCacheInvalidate(tags = "'q:' + #question")
		void publish(String question);

	}

	static class Service implements Answerer {

		@Override
		public ClaudeAnswer<String> answer(String asked) {
			return ClaudeAnswer.complete("about " + asked);
		}

		@Override
		public void publish(String question) {
		}

	}

	interface TwoTopics {

		@ClaudeCached(name = "topics", volatility = "reference", tags = { "'first:' + #first", "'second:' + #second" })
		ClaudeAnswer<String> answer(String first, String second);

	}

	static class SwappedNames implements TwoTopics {

		@Override
		public ClaudeAnswer<String> answer(String second, String first) {
			return ClaudeAnswer.complete(second + first);
		}

	}

	interface PlainAnswerer {

		ClaudeAnswer<String> answer(String question);

	}

	static class AnnotatedService implements PlainAnswerer {

		@Override
		@ClaudeCached(name = "faq", volatility = "reference")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("about " + question);
		}

	}

	interface GenericAnswerer<T, Q> {

		ClaudeAnswer<T> answer(Q question);

	}

	static class PolicyService implements GenericAnswerer<Policy, String> {

		@Override
		@ClaudeCached(name = "faq", volatility = "reference")
		public ClaudeAnswer<Policy> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete(new Policy(question));
		}

	}

	abstract static class GenericDesk<T> {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<List<T>> answer(String question) {
			return ClaudeAnswer.complete(List.of(one(question)));
		}

		abstract T one(String question);

	}

	static class PolicyDesk extends GenericDesk<Policy> {

		@Override
		Policy one(String question) {
			return new Policy(question);
		}

	}

	static class OverridingDesk extends Desk {

		@Override
		public ClaudeAnswer<String> answer(String question) {
			return super.answer(question);
		}

	}

	interface DefaultMethod {

		@ClaudeCached(name = "faq", volatility = "reference")
		default ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("about " + question);
		}

	}

	static class DefaultMethodService implements DefaultMethod {

	}

	interface LambdaAnswerer {

		@ClaudeCached(name = "faq", volatility = "reference", tags = "'q:' + #question")
		ClaudeAnswer<List<Policy>> answer(@CacheMessage String question);

	}

	interface MistakenAnswerer {

		@ClaudeCached(name = "faq", volatility = "reference", tags = "#topic")
		ClaudeAnswer<String> answer(@CacheMessage String question);

	}

	static class MistakenService implements PlainAnswerer {

		static final AtomicInteger created = new AtomicInteger();

		MistakenService() {
			created.incrementAndGet();
		}

		@Override
		@ClaudeCached(name = "faq", volatility = "reference", tags = "#topic")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class Desk implements PlainAnswerer {

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		@ClaudeCached(name = "faq", volatility = "reference")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

		int calls() {
			return this.calls.get();
		}

	}

	static class LazyDesk extends Desk {

		static final AtomicInteger created = new AtomicInteger();

		LazyDesk() {
			created.incrementAndGet();
		}

	}

	static class Overloads {

		@ClaudeCached(name = "one", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete("one " + question);
		}

		@ClaudeCached(name = "two", volatility = "reference")
		ClaudeAnswer<String> answer(String question, int length) {
			return ClaudeAnswer.complete("two " + question);
		}

	}

	static class SelfCalling {

		private final AtomicInteger calls = new AtomicInteger();

		private final ClaudeCache cache;

		SelfCalling(ClaudeCache cache) {
			this.cache = cache;
		}

		ClaudeAnswer<String> throughThis(String question) {
			return answer(question);
		}

		ClaudeAnswer<String> throughTheCache(String question) {
			ClaudeRequest request = ClaudeRequest.builder("faq", TenantId.DEFAULT).message(question).build();
			return this.cache.answer(request, () -> answer(question));
		}

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

	static class CallsEarly {

		CallsEarly(Desk desk) {
			desk.answer("early");
		}

	}

	static class DeskFactory implements FactoryBean<Desk> {

		@Override
		public Desk getObject() {
			return new Desk();
		}

		@Override
		public Class<?> getObjectType() {
			return Desk.class;
		}

	}

	static class MistakenFactory implements FactoryBean<MistakenService> {

		@Override
		public MistakenService getObject() {
			return new MistakenService();
		}

		@Override
		public Class<?> getObjectType() {
			return MistakenService.class;
		}

	}

}
