package io.github.claudecache.aop;

import java.io.InputStream;
import java.io.Reader;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.claudecache.annotation.CacheDocuments;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.CacheTenant;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.request.DocumentRef;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Methods that cannot be intercepted, keyed or answered from the cache.
 */
final class RefusedMethods {

	private RefusedMethods() {
	}

	record Policy(String topic) {
	}

	record HasStream(Stream<String> items) {
	}

	record HasArray(String[] items) {
	}

	record HasPlain(Plain plain) {
	}

	record HasAnswer(ClaudeAnswer<String> answer) {
	}

	record Growing<T>(T value, Growing<List<T>> next) {
	}

	static class Plain {

	}

	sealed interface Shape permits Circle {

	}

	record Circle(int radius) implements Shape {
	}

	@SuppressWarnings("rawtypes")
	interface Returning {

		void nothing();

		Void boxedNothing();

		CompletableFuture<Void> futureOfNothing();

		Mono<Void> monoOfNothing();

		Publisher<String> publisher();

		@SuppressWarnings("rawtypes")
		Flux rawFlux();

		Flux<Object> fluxOfObjects();

		Flux<?> fluxOfAnything();

		Flux<Void> fluxOfNothing();

		Flux<ClaudeAnswer<String>> fluxOfAnswers();

		Flux<Optional<String>> fluxOfOptionals();

		Flux<Flux<String>> fluxOfFluxes();

		Flux<byte[]> fluxOfBytes();

		Mono<Flux<String>> monoOfFlux();

		Stream<String> stream();

		IntStream intStream();

		InputStream inputStream();

		Optional<Future<String>> optionalFuture();

		Future<String> future();

		CompletableFuture<Mono<String>> futureOfMono();

		List<Stream<String>> listOfStreams();

		HasStream recordOfStream();

		ClaudeAnswer rawAnswer();

		ClaudeAnswer<?> anyAnswer();

		Object object();

		Mono rawMono();

		<T> T typeVariable();

		Iterator<String> iterator();

		Reader reader();

		Callable<String> callable();

		Supplier<String> supplier();

		String[] array();

		byte[] bytes();

		Plain plain();

		Shape sealed();

		Number number();

		AtomicLong atomic();

		HasArray recordOfArray();

		HasPlain recordOfPlain();

		Collection<Plain> listOfPlain();

		Map<String, Plain> mapOfPlain();

		Optional<ClaudeAnswer<String>> optionalAnswer();

		List<ClaudeAnswer<String>> listOfAnswers();

		HasAnswer recordOfAnswer();

		Growing<String> growing();

	}

	interface Untrusted {

		String text();

		CompletableFuture<String> futureOfText();

		Mono<String> monoOfText();

		Optional<String> optionalText();

		Policy record();

		int number();

	}

	static class PrivateMethod {

		@ClaudeCached(name = "faq", volatility = "reference")
		private ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class InheritsPrivateMethod extends PrivateMethod {

	}

	static class FinalMethod {

		@ClaudeCached(name = "faq", volatility = "reference")
		final ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class StaticMethod {

		@ClaudeCached(name = "faq", volatility = "reference")
		static ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class PrivateInvalidation {

		@ClaudeCacheInvalidate(tags = "'a'")
		private void publish(String text) {
		}

	}

	static class NoClass {

		@ClaudeCached(name = "faq")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class UnknownClass {

		@ClaudeCached(name = "faq", volatility = "referense")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class BadName {

		@ClaudeCached(name = "my cache", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class EmptyName {

		@ClaudeCached(name = "", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class Reference {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete("reference " + question);
		}

	}

	static class AlsoReference {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete("also reference " + question);
		}

	}

	static class Dynamic {

		@ClaudeCached(name = "faq", volatility = "dynamic")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class OtherParameters {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question, @CacheDocuments DocumentRef document) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class OtherReturnType {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<Policy> answer(String question) {
			return ClaudeAnswer.complete(new Policy(question));
		}

	}

	static class OtherWrapper {

		@ClaudeCached(name = "faq", volatility = "reference")
		Mono<ClaudeAnswer<String>> answer(String question) {
			return Mono.just(ClaudeAnswer.complete(question));
		}

	}

	static class Overloads {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete(question);
		}

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(String question, int length) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class CachedAndInvalidating {

		@ClaudeCached(name = "faq", volatility = "reference")
		@ClaudeCacheInvalidate(tags = "'a'")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class NoTags {

		@ClaudeCacheInvalidate(tags = {})
		void publish(String text) {
		}

	}

	static class InvalidatingFlux {

		@ClaudeCacheInvalidate(tags = "'a'")
		Flux<String> publish(String text) {
			return Flux.empty();
		}

	}

	static class InvalidatingFuture {

		@ClaudeCacheInvalidate(tags = "'a'")
		Future<String> publish(String text) {
			return CompletableFuture.completedFuture(text);
		}

	}

	static class TenantNumber {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(@CacheMessage String question, @CacheTenant int tenant) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class InvalidatingTenantNumber {

		@ClaudeCacheInvalidate(tags = "'a'")
		void publish(@CacheTenant Optional<String> tenant) {
		}

	}

}
